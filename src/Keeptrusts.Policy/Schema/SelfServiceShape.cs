namespace Keeptrusts.Policy.Schema;

/// <summary>The section <c>self_service</c>.</summary>
internal static class SelfServiceShape
{
    // Zero and less are for lint, which says why.
    private static readonly NumberShape Usd = new(null);

    public static ObjectShape Section { get; } = new(
    [
        Shapes.Field("pre_approved", Shapes.Flag, "Whether a member of a team mints keys within these limits at once; otherwise each needs an approval.") with { Default = "false" },
        Shapes.Field("models", Shapes.SomeTexts, "Globs of the models that such a key may be limited to; any model without it."),
        Shapes.Field("max_ttl", new TextShape(TextForm.Duration), "Longest life of such a key; any finite one without it."),
        Shapes.Field("key_budget", new UnionShape("US dollars per calendar month, or a mapping (`{ usd: 20, window: week }`)", Scalar: Usd, Map: Budget()), "What each such key may spend; whatever its team may without it."),
        Shapes.Field("max_keys_per_user", new WholeShape(1, 10_000), "Most active keys that one member holds from this template; any number without it."),
        Shapes.Field("rotation", new TextShape(TextForm.Duration), "Age at which `kt tokens ensure` replaces a key; shortly before its end without it."),
    ],
    Example: "self_service: { pre_approved: true, max_ttl: 7d }");

    private static ObjectShape Budget() => new(
    [
        Shapes.Required("usd", Usd, "US dollars that are never passed."),
        Shapes.Field("window", Shapes.Choice("hour", "day", "week", "month", "total"), "Over which time, in UTC; `total` is the life of the key.") with { Default = "month" },
    ]);
}
