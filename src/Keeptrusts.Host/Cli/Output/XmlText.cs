using System.Xml;

namespace Keeptrusts.Host.Cli.Output;

/// <summary>Text for XML.</summary>
internal static class XmlText
{
    /// <summary>The text without what XML 1.0 has no way to write: most control characters, and half a surrogate pair.</summary>
    public static string Clean(string text)
    {
        var clean = text.ToCharArray();
        for (var i = 0; i < clean.Length; i++)
        {
            if (char.IsHighSurrogate(clean[i]) && i + 1 < clean.Length && char.IsLowSurrogate(clean[i + 1]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(clean[i]))
            {
                clean[i] = '\uFFFD';
            }
        }

        return new string(clean);
    }
}
