namespace Keeptrusts.Policy;

/// <summary>By which names builds and editors know policy documents.</summary>
public static class PolicyFileName
{
    /// <summary>Whether a file is a policy document by its name: <c>policy-config*.yaml</c> or <c>*.policy.yaml</c>, in any case.</summary>
    /// <param name="path">The file's name or path.</param>
    public static bool Matches(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        return name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            && (name.StartsWith("policy-config", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".policy.yaml", StringComparison.OrdinalIgnoreCase));
    }
}
