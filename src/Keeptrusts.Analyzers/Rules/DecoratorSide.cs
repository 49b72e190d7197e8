namespace Keeptrusts.Analyzers.Rules;

/// <summary>On which side of the policy a decorator belongs.</summary>
internal enum DecoratorSide
{
    /// <summary>Before it in the source.</summary>
    Outside,

    /// <summary>After it in the source.</summary>
    Inside,
}
