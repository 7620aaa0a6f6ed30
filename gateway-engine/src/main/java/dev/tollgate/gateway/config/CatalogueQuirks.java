package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Quirk;
import dev.tollgate.gateway.term.Word;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A provider's quirks, each with the models that have it: all, some by name, or some by how their names begin
/// (`o3*`). A dated version of a model is that model. Immutable.
public final class CatalogueQuirks {
    static final CatalogueQuirks NONE = new CatalogueQuirks(Map.of());
    private static final String ALL = "all";
    private static final Pattern DATED = Pattern.compile("-(\\d{4}-\\d{2}-\\d{2}|\\d{4,8}|latest)");

    private final Map<Quirk, List<String>> models;

    private CatalogueQuirks(Map<Quirk, List<String>> models) {
        this.models = Map.copyOf(models);
    }

    /// Reads a mapping from a quirk's word to `all` or a list of models.
    static CatalogueQuirks read(Value at) {
        var found = new EnumMap<Quirk, List<String>>(Quirk.class);
        at.fields().all().forEach((word, models) -> Word.parse(Quirk.class, word).ifPresentOrElse(
                quirk -> found.put(quirk, names(models)), () -> models.mistake("is no quirk that exists")));
        return new CatalogueQuirks(found);
    }

    private static List<String> names(Value models) {
        return models.says(ALL) ? List.of("*") : List.copyOf(models.texts());
    }

    /// What holds for every model of the provider.
    public Set<Quirk> general() {
        return having(names -> names.contains("*"));
    }

    /// What holds for one model.
    public Set<Quirk> of(String model) {
        return having(names -> names.stream().anyMatch(name -> matches(name, model)));
    }

    private Set<Quirk> having(Predicate<List<String>> chosen) {
        var found = EnumSet.noneOf(Quirk.class);
        models.forEach((quirk, names) -> {
            if (chosen.test(names)) {
                found.add(quirk);
            }
        });
        return found;
    }

    private static boolean matches(String name, String model) {
        return name.endsWith("*") ? model.startsWith(name.substring(0, name.length() - 1)) : isVersion(name, model);
    }

    /// Whether this is the model of that name, or a dated version of it: `gpt-4o-mini-2024-07-18`.
    static boolean isVersion(String name, String model) {
        return model.startsWith(name)
                && (model.length() == name.length() || DATED.matcher(model.substring(name.length())).matches());
    }
}
