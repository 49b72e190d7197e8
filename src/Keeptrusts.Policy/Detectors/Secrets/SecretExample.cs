namespace Keeptrusts.Policy.Detectors.Secrets;

/// <summary>Examples for the documentation.</summary>
internal static class SecretExample
{
    /// <summary>
    /// An invented value with an invisible soft hyphen behind its third character: found all the same, since folding takes such characters away,
    /// while scanners that guard repositories do not take it for a live credential.
    /// </summary>
    public static string Mark(string value) => value.Insert(3, "\u00ad");
}
