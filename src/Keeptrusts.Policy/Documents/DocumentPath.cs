namespace Keeptrusts.Policy.Documents;

/// <summary>Writes places in a document's structure: <c>policy.pii-detector.entities[2]</c>, <c>pricing["gpt-4.1"]</c>.</summary>
internal static class DocumentPath
{
    public static string Key(string parent, string key)
    {
        var plain = key.Length > 0;
        foreach (var c in key)
        {
            plain &= char.IsLetterOrDigit(c) || c is '-' or '_' or '$';
        }

        return plain ? (parent.Length == 0 ? key : parent + "." + key) : parent + "[\"" + key + "\"]";
    }

    public static string Index(string parent, int index) => parent + "[" + index.ToString(System.Globalization.CultureInfo.InvariantCulture) + "]";
}
