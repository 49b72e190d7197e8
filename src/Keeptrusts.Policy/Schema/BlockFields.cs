using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Schema;

/// <summary>The fields that every policy block may have.</summary>
internal static class BlockFields
{
    public static ObjectShape When { get; } = new(SelectorFields());

    public static ObjectShape Except { get; } = new(
    [
        .. SelectorFields(),
        Shapes.Field("until", new TextShape(TextForm.Date), "Last day on which the exception holds (UTC)."),
        Shapes.Field("reason", Shapes.Text, "Why the exception exists."),
    ]);

    public static IEnumerable<Field> For(KindSchema kind)
    {
        yield return Shapes.Field("kind", Shapes.Text, "The policy's kind; needed where the block's name is not a kind's name.");
        yield return Shapes.Field("when", new OneOrManyShape(When), "The calls to which the policy applies; all without it.");
        yield return Shapes.Field("except", new OneOrManyShape(Except), "Calls to which the policy does not apply.");
        yield return Shapes.Field(
            "phases",
            new ListShape(new ChoiceShape([.. kind.Phases.Select(Name)], []), 1),
            "The phases in which the policy acts.");
        if (kind.Actions.Count > 0)
        {
            yield return Shapes.Field("action", new ChoiceShape(kind.Actions, kind.LaterActions), "What follows from a finding.");
        }
        else if (kind.NaturalAction is { } natural)
        {
            yield return Shapes.Field("action", Shapes.Choice(natural), "What the kind does anyway.");
        }

        yield return Shapes.Field("mode", kind.CanShadow ? Shapes.Choice("enforce", "shadow") : Shapes.Choice(["enforce"], ["shadow"]), "`shadow` evaluates and records, and never acts.") with { Default = "enforce" };
        if (kind.Phases.Contains(PolicyPhase.Output))
        {
            yield return Shapes.Field("streaming", Shapes.Choice("realtime", "buffered"), "`buffered` delivers nothing of an answer before all of it is judged.") with { Default = "realtime" };
        }

        yield return Shapes.Field("on_error", Shapes.Choice("block", "allow"), "What happens when the policy itself fails: `block` where it redacts, blocks or escalates, otherwise `allow`.");
        yield return Shapes.Field("message", Shapes.Text, "What the refused caller is told.");
        yield return Shapes.Field("enabled", Shapes.Flag, "`false` takes the policy out of force without removing it.") with { Default = "true" };
    }

    /// <summary>A phase as documents spell it.</summary>
#pragma warning disable CA1308 // The document's spelling is lower case.
    public static string Name(PolicyPhase phase) => phase.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static Field[] SelectorFields() =>
    [
        Shapes.Field("teams", Shapes.SomeTexts, "Globs of team ids."),
        Shapes.Field("keys", Shapes.SomeTexts, "Globs of key names."),
        Shapes.Field("users", Shapes.SomeTexts, "Globs of key owners."),
        Shapes.Field("models", Shapes.SomeTexts, "Globs of models: as requested, their aliases, or upstream names."),
        Shapes.Field("providers", Shapes.SomeTexts, "Globs of target ids."),
        Shapes.Field("environments", Shapes.SomeTexts, "Globs of deployment environments."),
    ];
}
