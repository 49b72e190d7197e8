namespace Keeptrusts.Policy.Verdicts;

/// <summary>The points of a call at which policies act, in the order of the call.</summary>
public enum PolicyPhase
{
    /// <summary>Before any text is read: may this key ask this at all?</summary>
    Admission,

    /// <summary>All text of the request.</summary>
    Input,

    /// <summary>The choice of a target.</summary>
    Routing,

    /// <summary>The reservation of money.</summary>
    Budget,

    /// <summary>Tool calls, wherever they stand.</summary>
    Tool,

    /// <summary>All text of the response.</summary>
    Output,

    /// <summary>The record of the call; always runs.</summary>
    Audit,
}
