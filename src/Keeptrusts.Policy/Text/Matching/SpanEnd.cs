namespace Keeptrusts.Policy.Text.Matching;

/// <summary>Whether a span may end where it does.</summary>
internal enum SpanEnd
{
    /// <summary>The next character decides.</summary>
    Undecided,

    /// <summary>The boundary holds.</summary>
    Holds,

    /// <summary>The span ends in the midst of something longer.</summary>
    Fails,
}
