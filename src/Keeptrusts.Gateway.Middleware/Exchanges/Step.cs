using System.Diagnostics.CodeAnalysis;

namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>Makes steps of interface types, which no conversion reaches.</summary>
internal static class Step
{
    public static Step<T> Of<T>(T value)
        where T : class => Step<T>.From(value);
}

/// <summary>What a step of the pipeline returns: the next step's input, or a refusal.</summary>
internal readonly struct Step<T>
    where T : class
{
    private readonly T? _value;
    private readonly Refusal? _refusal;

    private Step(T? value, Refusal? refusal)
    {
        _value = value;
        _refusal = refusal;
    }

    public static Step<T> From(T value) => new(value, null);

    public static implicit operator Step<T>(T value) => new(value, null);

    public static implicit operator Step<T>(Refusal refusal) => new(null, refusal);

    public bool Refused([NotNullWhen(true)] out Refusal? refusal, [NotNullWhen(false)] out T? value)
    {
        refusal = _refusal;
        value = _value;
        return refusal is not null;
    }
}
