namespace Keeptrusts.Policy.Schema;

/// <summary>What a value of the document may be. The validator reads it; the published JSON Schema is made from it.</summary>
internal abstract record Shape
{
    /// <summary>What the author is told to write, such as <c>a number</c>.</summary>
    public abstract string Wanted { get; }
}

/// <summary>Free text.</summary>
internal sealed record TextShape(TextForm Form = TextForm.Any) : Shape
{
    public override string Wanted => Form switch
    {
        TextForm.HttpUrl => "an address such as `https://api.example.com/v1`",
        TextForm.Date => "a date such as `2027-03-31`",
        TextForm.Name => "a name of letters, digits, `.`, `_` and `-`",
        TextForm.Variable => "a variable's name such as `OPENAI_API_KEY`",
        TextForm.Duration => "a span of time such as `30m`, `12h`, `7d` or `2w`",
        _ => "text",
    };
}

/// <summary>One of listed words.</summary>
/// <param name="Values">Words that work.</param>
/// <param name="Later">Words of the design that this version refuses.</param>
internal sealed record ChoiceShape(IReadOnlyList<string> Values, IReadOnlyList<string> Later) : Shape
{
    // More than these nobody reads in a message.
    private const int MostListed = 12;

    public override string Wanted => Values.Count == 1 ? $"`{Values[0]}`" : "one of " + List("`");

    /// <summary>The values, of many only the first.</summary>
    /// <param name="quote">What stands around each.</param>
    public string List(string quote) =>
        string.Join(", ", Values.Take(MostListed).Select(v => quote + v + quote)) + (Values.Count > MostListed ? $", … ({Values.Count} in all)" : "");
}

/// <summary>A whole number.</summary>
internal sealed record WholeShape(int Minimum = 0, int Maximum = int.MaxValue) : Shape
{
    public override string Wanted => Maximum == int.MaxValue ? $"a whole number of at least {Minimum}" : $"a whole number from {Minimum} to {Maximum}";
}

/// <summary>A decimal number.</summary>
/// <param name="Minimum">Lowest value; <see langword="null"/> where a rule of its own judges.</param>
/// <param name="Maximum">Highest value; <see langword="null"/> where there is none.</param>
internal sealed record NumberShape(decimal? Minimum = 0, decimal? Maximum = null) : Shape
{
    public override string Wanted => (Minimum, Maximum) switch
    {
        (null, null) => "a number",
        (_, null) => FormattableString.Invariant($"a number of at least {Minimum}"),
        (null, _) => FormattableString.Invariant($"a number of at most {Maximum}"),
        _ => FormattableString.Invariant($"a number from {Minimum} to {Maximum}"),
    };
}

/// <summary>True or false.</summary>
internal sealed record FlagShape : Shape
{
    public override string Wanted => "`true` or `false`";
}

/// <summary>A list.</summary>
internal sealed record ListShape(Shape Item, int Minimum = 0) : Shape
{
    public override string Wanted => "a list";
}

/// <summary>A mapping with keys of the author's choice.</summary>
/// <param name="Value">What each value is.</param>
/// <param name="Keys">What the keys may be, where they are listed.</param>
/// <param name="KeyForm">What the keys look like, where they are not.</param>
internal sealed record NamedShape(Shape Value, ChoiceShape? Keys = null, TextForm KeyForm = TextForm.Any) : Shape
{
    public override string Wanted => "a mapping (`key: value`)";
}

/// <summary>A mapping with known keys.</summary>
/// <param name="Fields">The keys.</param>
/// <param name="Extensible">Whether <c>x-…</c> keys are left alone.</param>
/// <param name="Example">How it is written, for authors who put something else there.</param>
/// <param name="IsOpen">Whether further keys are left alone, whatever their name.</param>
internal sealed record ObjectShape(IReadOnlyList<Field> Fields, bool Extensible = false, string? Example = null, bool IsOpen = false) : Shape
{
    public override string Wanted => "a mapping (`key: value`)";

    public Field? Find(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        return null;
    }
}

/// <summary>A value or a list of such values.</summary>
internal sealed record OneOrManyShape(Shape Item) : Shape
{
    public override string Wanted => Item.Wanted + ", or a list of them";
}

/// <summary>A list or a mapping, each with a meaning of its own.</summary>
internal sealed record ListOrNamedShape(ListShape List, NamedShape Named) : Shape
{
    public override string Wanted => "a list or a mapping";
}

/// <summary>One of listed words, or a mapping with known keys.</summary>
internal sealed record ChoiceOrObjectShape(ChoiceShape Choice, ObjectShape Object) : Shape
{
    public override string Wanted => Choice.Wanted + ", or a mapping (`key: value`)";
}

/// <summary>A value that another part judges.</summary>
internal sealed record AnyShape : Shape
{
    public override string Wanted => "a value";
}

/// <summary>A mapping of one of two forms, told apart by a key.</summary>
/// <param name="Key">The key.</param>
/// <param name="With">The form of mappings that have it.</param>
/// <param name="Without">The form of those that do not.</param>
internal sealed record EitherShape(string Key, Shape With, Shape Without) : Shape
{
    public override string Wanted => Without.Wanted;
}

/// <summary>A value whose type chooses its form.</summary>
/// <param name="What">What the author is told to write.</param>
/// <param name="Scalar">A single value; <see langword="null"/>: none.</param>
/// <param name="List">A list; <see langword="null"/>: none.</param>
/// <param name="Map">A mapping; <see langword="null"/>: none.</param>
/// <param name="Null">Whether <c>null</c> says something.</param>
internal sealed record UnionShape(string What, Shape? Scalar = null, Shape? List = null, Shape? Map = null, bool Null = false) : Shape
{
    public override string Wanted => What;
}
