namespace Keeptrusts.Analyzers.Symbols;

/// <summary>What an id in code names.</summary>
internal enum IdKind
{
    /// <summary>A policy.</summary>
    Policy,

    /// <summary>A target.</summary>
    Target,

    /// <summary>A model.</summary>
    Model,
}
