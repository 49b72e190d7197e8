using System.Text;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>Gives the edits of joined parts back to the parts: a marker stands in the part in which its finding starts.</summary>
internal static class PartEdits
{
    public static string?[] Apply(SpanEdits edits, IReadOnlyList<string> parts)
    {
        var rewritten = new string?[parts.Count];
        if (!edits.Changed && edits.Length == parts.Sum(p => p.Length))
        {
            return rewritten;
        }

        var (part, offset) = (0, 0);
        var output = new StringBuilder();
        var whole = string.Concat(parts);
        var at = 0;
        foreach (var edit in edits.Edits)
        {
            Skip();
            output.Append(edit.Passes ? "" : edits.MarkerOf(edit, whole.AsSpan(at, edit.Count)));
            at += edit.Count;
            if (edits.Stopped)
            {
                break;
            }

            for (var count = edit.Count; count > 0; Skip())
            {
                var step = Math.Min(count, parts[part].Length - offset);
                output.Append(parts[part], offset, edit.Passes ? step : 0);
                offset += step;
                count -= step;
            }
        }

        while (part < parts.Count)
        {
            End();
        }

        return rewritten;

        // A part that is used up ends before anything of the next one, unless it is the last.
        void Skip()
        {
            while (part < parts.Count - 1 && offset == parts[part].Length)
            {
                End();
            }
        }

        void End()
        {
            var text = output.ToString();
            rewritten[part] = text == parts[part] ? null : text;
            output.Clear();
            (part, offset) = (part + 1, 0);
        }
    }
}
