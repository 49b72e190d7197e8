namespace Keeptrusts.Policy.Evaluation;

/// <summary>What happens to the next characters of a text.</summary>
/// <param name="Count">How many characters.</param>
/// <param name="Rule">The rule whose marker replaces them; <see cref="Nothing"/>: they vanish; <see cref="Itself"/>: they pass.</param>
/// <param name="Form">How the characters write the value that they stand for.</param>
internal readonly record struct SpanEdit(int Count, int Rule, ValueForm Form)
{
    /// <summary>No marker.</summary>
    public const int Nothing = -1;

    /// <summary>No replacement.</summary>
    public const int Itself = -2;

    public bool Passes => Rule == Itself;

    /// <summary>Of a JSON number: what happens to its digits.</summary>
    public IReadOnlyList<SpanEdit>? Parts { get; init; }

    public static SpanEdit Pass(int count) => new(count, Itself, ValueForm.Plain);
}
