package dev.tollgate.gateway.config;

/// Where a provider can be asked beside its usual address.
///
/// @param name as its provider calls it, or what people would say
public record CatalogueRegion(String name, String baseUrl) {
    static CatalogueRegion read(Fields fields) {
        var region = new CatalogueRegion(fields.need("name", Value::text, ""),
                fields.need("base_url", Value::text, ""));
        fields.close();
        return region;
    }
}
