package dev.tollgate.gateway.pricing.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads the lists that are known, whichever a text is: the data of genai-prices (one JSON of all providers, or the YAML
/// of one) and LiteLLM's map. JSON is read as the YAML it is, for the sake of its lines.
public final class PriceLists {
    /// Larger texts are no price list.
    public static final int MOST_BYTES = 32_000_000;

    private PriceLists() {}

    /// All rows of the list, or its first mistake.
    ///
    /// @param day from when prices hold that the list does not date
    public static Intake read(String text, Instant day) {
        try {
            var root = root(text);
            if (root.isList()) {
                return new GenaiPrices(day).read(root.items());
            }
            var fields = root.isMap() ? root.fields() : null;
            if (fields == null) {
                throw root.wrong("is neither genai-prices nor LiteLLM's map");
            }
            var models = fields.get("models");
            if (models != null && models.isList()) {
                return new GenaiPrices(day).read(List.of(root));
            }
            if (fields.values().stream().anyMatch(each -> each.isMap() && LiteLlmMap.knows(each))) {
                return new LiteLlmMap(day).read(fields);
            }
            throw root.wrong("This is neither the data of genai-prices (a list of providers with models) nor LiteLLM's"
                    + " map (names with litellm_provider)");
        } catch (Damaged mistake) {
            return mistake.told();
        }
    }

    private static Item root(String given) {
        var text = given.startsWith("\uFEFF") ? given.substring(1) : given;
        if (text.length() > MOST_BYTES) {
            throw new Damaged(0, "The text is larger than any price list.");
        }
        // JSON may be indented with tabs, YAML may not; within its strings a tab is written \t
        var clean = text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")
                ? text.replace('\t', ' ')
                : text;
        var settings = LoadSettings.builder().setSchema(new CoreSchema()).setMaxAliasesForCollections(20)
                .setAllowNonScalarKeys(true).setBufferSize(clean.length() + 16).setCodePointLimit(MOST_BYTES).build();
        try {
            var roots = new ArrayList<Node>();
            new Compose(settings).composeAllFromString(clean).forEach(roots::add);
            if (roots.size() != 1) {
                throw new Damaged(0, roots.isEmpty() ? "The text is empty." : "The text holds several documents.");
            }
            return new Item(roots.getFirst(), "", clean.codePoints().toArray());
        } catch (MarkedYamlEngineException mistake) {
            int line = mistake.getProblemMark().or(mistake::getContextMark).map(mark -> mark.getLine() + 1).orElse(1);
            throw new Damaged(line, "This is neither JSON nor YAML from here on. Is the file complete?");
        } catch (YamlEngineException | StackOverflowError mistake) {
            throw new Damaged(0, "This is neither JSON nor YAML.");
        }
    }
}
