using System.Globalization;
using System.Text;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Reports;

/// <summary>Writes a finding for lists and build logs, where it has one line.</summary>
public static class FindingText
{
    /// <summary>What is wrong, an example, the other places and what to do: <c>message; for example team hr; see (12,5): …; suggestion</c>.</summary>
    /// <param name="finding">The finding.</param>
    public static string Of(Diagnostic finding)
    {
        var text = new StringBuilder(finding.Message);
        if (finding.Witness is { } witness)
        {
            text.Append("; for example ").Append(WitnessText.Of(witness));
        }

        foreach (var place in finding.Related)
        {
            text.Append("; see (").Append(Number(place.Span.Line)).Append(',').Append(Number(place.Span.Column)).Append("): ").Append(place.Message);
        }

        if (finding.Suggestion is { Length: > 0 } suggestion)
        {
            text.Append("; ").Append(suggestion);
        }

        // A line break would end the finding for whatever reads the log.
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
            {
                text[i] = ' ';
            }
        }

        return text.ToString();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
