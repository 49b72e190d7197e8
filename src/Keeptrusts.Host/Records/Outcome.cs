using System.Diagnostics.CodeAnalysis;

namespace Keeptrusts.Host.Records;

/// <summary>Either a value or the refusal that stands in its place.</summary>
/// <typeparam name="T">What success gives.</typeparam>
internal readonly struct Outcome<T>
    where T : class
{
    private readonly Refusal? _refusal;
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal) => (_value, _refusal) = (value, refusal);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);

    /// <summary>A success whose type is an interface, to which C# allows no implicit conversion.</summary>
    public static Outcome<T> Of(T value) => new(value, null);

    /// <summary>Splits the outcome: exactly one of the two is set.</summary>
    public bool Refused([NotNullWhen(true)] out Refusal? refusal, [NotNullWhen(false)] out T? value)
    {
        refusal = _refusal;
        value = _value;
        return refusal is not null;
    }
}
