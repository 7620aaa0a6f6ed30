package dev.tollgate.gateway.sim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the provider answers to what: the part without time, threads or faults.
final class Scripts {
    private final long seed;
    private final List<SimModel> models;
    private final Memory memory = new Memory();

    Scripts(long seed, List<SimModel> models) {
        this.seed = seed;
        this.models = models;
    }

    Script list(String path) {
        int at = path.indexOf("/models");
        if (at < 0) {
            return Reply.notFound(path);
        }
        String name = path.substring(at + "/models".length());
        if (name.length() <= 1) {
            return Reply.models(models);
        }
        return model(name.substring(1)).map(m -> Reply.json(Reply.model(m), Duration.ZERO, 0, 0, 0))
                .orElseGet(() -> Reply.notFound("model " + name.substring(1)));
    }

    /// @param created epoch second that the answer states
    Script script(String path, SimRequest request, byte[] body, long created) {
        var model = model(request.model());
        if (model.isEmpty()) {
            return Reply.error(404, "invalid_request_error", "model_not_found", "The simulated provider has no model "
                    + request.model() + ". It has: " + String.join(", ", models.stream().map(SimModel::name).toList()));
        }
        if (path.endsWith("/embeddings")) {
            return EmbeddingForm.script(request, model.get());
        }
        boolean chat = path.endsWith("/chat/completions");
        if (!chat && !path.endsWith("/completions")) {
            return Reply.notFound(path);
        }
        if (model.get().kind() == SimModel.Kind.EMBEDDING) {
            return Reply.error(400, "invalid_request_error", "unsupported_model",
                    request.model() + " makes embeddings; it cannot chat.");
        }
        return text(request, model.get(), chat, body, created);
    }

    /// The refusal of a request that cannot be meant.
    static Optional<Script> wrong(String path, SimRequest request) {
        var field = path.endsWith("/embeddings") ? "input" : "temperature";
        var given = request.body().path(field);
        boolean wrong = field.equals("input")
                ? given.isObject() || given.path(0).isObject()
                : !given.isMissingNode() && !given.isNumber();
        return wrong
                ? Optional.of(Reply.error(400, "invalid_request_error", "invalid_type", "Invalid type for '" + field
                        + "' (simulated)."))
                : Optional.empty();
    }

    private Script text(SimRequest request, SimModel model, boolean chat, byte[] body, long created) {
        long hash = Dice.hash(seed, body);
        var dice = new Dice(Dice.mix(hash + memory.seen(hash)));
        var answer = Answer.to(request, model, dice, memory, created);
        var form = new ChatForm(answer, chat, request.usageAsked(), dice);
        return request.stream() ? form.stream() : form.whole();
    }

    private Optional<SimModel> model(String name) {
        return models.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
