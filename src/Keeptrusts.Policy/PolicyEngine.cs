namespace Keeptrusts.Policy;

/// <summary>The front door: text of a <c>policy-config.yaml</c> in, plan or diagnostics out.</summary>
public static class PolicyEngine
{
    /// <summary>Parses, checks and compiles a document.</summary>
    /// <param name="yaml">The document's text.</param>
    /// <returns>The plan, unless a diagnostic is an error; and all diagnostics, in document order.</returns>
    public static PolicyLoadResult Load(string yaml) => throw new NotImplementedException();
}
