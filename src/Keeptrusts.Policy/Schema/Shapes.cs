namespace Keeptrusts.Policy.Schema;

/// <summary>Short names for shapes that occur everywhere.</summary>
internal static class Shapes
{
    public static TextShape Text { get; } = new();

    public static TextShape Name { get; } = new(TextForm.Name);

    public static FlagShape Flag { get; } = new();

    public static NumberShape Money { get; } = new();

    public static ListShape Texts { get; } = new(new TextShape());

    public static ListShape SomeTexts { get; } = new(new TextShape(), 1);

    public static ChoiceShape Choice(params string[] values) => new(values, []);

    public static ChoiceShape Choice(string[] values, string[] later) => new(values, later);

    public static Field Field(string name, Shape shape, string description) => new(name, shape, description);

    public static Field Required(string name, Shape shape, string description) => new(name, shape, description) { Required = true };
}
