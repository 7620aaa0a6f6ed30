package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A provider that the console offers by name, so that nobody has to look up an address.
///
/// @param local runs on this machine, told apart by its port
/// @param pricedAs whose shipped prices are its own; mostly its id
/// @param place its addresses
/// @param terms what its pages say
/// @param endpoints what it has; empty: all of its dialect
/// @param testModel cheap and widely allowed, for a test call; empty where only the server knows its models
/// @param details its well-known models in the order they are offered
/// @param source where its facts come from
/// @param asOf the day they were true
public record CatalogueProvider(String id, String name, Dialect dialect, boolean local, String pricedAs,
        CataloguePlace place, CatalogueKey key, CatalogueTerms terms, Optional<Set<Endpoint>> endpoints,
        CatalogueQuirks quirks,
        String testModel, List<CatalogueModel> details, String source, LocalDate asOf) {
    public CatalogueProvider {
        details = List.copyOf(details);
        endpoints = endpoints.map(Set::copyOf);
    }

    /// Its usual address; where it has a [CataloguePlace#blank], that has to be filled in first.
    public String baseUrl() {
        return place.baseUrl();
    }

    /// Where a key is made; for a local server, where it is had.
    public String signUpUrl() {
        return key.page();
    }

    /// How its keys begin, such as `sk-`; empty where they have no mark.
    public String keyHint() {
        return key.hint();
    }

    public boolean keyNeeded() {
        return key.needed();
    }

    /// The names of its well-known models.
    public List<String> models() {
        return details.stream().map(CatalogueModel::name).toList();
    }

    /// The model of this name, or of a dated version of it: `gpt-4o-mini-2024-07-18`.
    public Optional<CatalogueModel> model(String model) {
        return details.stream().filter(known -> CatalogueQuirks.isVersion(known.name(), model))
                .max(Comparator.comparingInt(known -> known.name().length()));
    }

    static CatalogueProvider read(String id, Fields fields) {
        var provider = new CatalogueProvider(id, fields.need("name", Value::text, ""),
                fields.read("dialect", v -> v.word(Dialect.class), Dialect.OPENAI),
                fields.read("local", Value::flag, false), fields.read("priced_as", Value::text, id),
                CataloguePlace.read(fields), CatalogueKey.read(fields), CatalogueTerms.read(fields),
                fields.get("endpoints").map(ProviderSection::endpoints),
                fields.get("quirks").map(CatalogueQuirks::read).orElse(CatalogueQuirks.NONE),
                fields.read("test_model", Value::text, ""),
                fields.items("models").stream().map(item -> model(item.fields())).toList(),
                fields.need("source", Value::text, ""), fields.need("as_of", Value::day, LocalDate.EPOCH));
        fields.close();
        return provider;
    }

    private static CatalogueModel model(Fields fields) {
        var model = new CatalogueModel(fields.need("name", Value::text, ""),
                fields.read("kind", v -> v.word(Endpoint.class), Endpoint.CHAT), tokens(fields, "context"),
                tokens(fields, "max_output"), fields.read("retires", Value::day));
        fields.close();
        return model;
    }

    private static OptionalLong tokens(Fields fields, String name) {
        var found = fields.read(name, v -> v.whole(1, Integer.MAX_VALUE));
        return found.isPresent() ? OptionalLong.of(found.get()) : OptionalLong.empty();
    }
}
