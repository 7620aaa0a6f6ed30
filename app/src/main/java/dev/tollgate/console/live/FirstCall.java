package dev.tollgate.console.live;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Styled;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What to do while no call was ever seen: where to point a client, and the lines that do it.
final class FirstCall extends VBox {
    private static final double EDGE = 12;
    private final Label endpoint = Styled.mono("");
    private final Label snippet = Styled.mono("");

    FirstCall() {
        setSpacing(8);
        setAlignment(Pos.CENTER_LEFT);
        setPadding(new Insets(0, EDGE, 0, EDGE));
        var where = new HBox(8, endpoint, Buttons.copy(endpoint::getText, "tg-row"));
        where.setAlignment(Pos.CENTER_LEFT);
        endpoint.setMinWidth(Region.USE_PREF_SIZE);
        snippet.setMinHeight(Region.USE_PREF_SIZE);
        snippet.getStyleClass().add("tg-inset");
        var copy = Buttons.copy("Copy Python", snippet::getText, "tg-row");
        snippet.setMaxWidth(Double.MAX_VALUE);
        var python = new StackPane(snippet, copy);
        StackPane.setAlignment(copy, Pos.TOP_RIGHT);
        StackPane.setMargin(copy, new Insets(8));
        getChildren().addAll(Styled.strong("No call was seen yet"),
                Styled.muted("Point a client of the OpenAI API here, with a key of Tollgate:"), where, python);
    }

    void show(String url, String model) {
        if (!url.equals(endpoint.getText()) || !snippet.getText().contains("\"" + model + "\"")) {
            endpoint.setText(url);
            snippet.setText("""
                    from openai import OpenAI
                    client = OpenAI(
                        base_url="%s",
                        api_key="YOUR_TOLLGATE_KEY")
                    reply = client.chat.completions.create(
                        model="%s",
                        messages=[{"role": "user", "content": "Hello"}])
                    print(reply.choices[0].message.content)
                    """.formatted(url, model).strip());
        }
    }
}
