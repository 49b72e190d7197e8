namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Members of JSON objects as byte ranges.</summary>
internal static class JsonMembers
{
    /// <summary>Takes members out. Some that follow each other go as one, since the comma before a last member may belong to one that goes, too.</summary>
    public static void Remove(ReadOnlySpan<byte> json, List<ByteRange> members, JsonEdits edits)
    {
        members.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        for (var i = 0; i < members.Count; i++)
        {
            var run = members[i];
            while (i + 1 < members.Count && json[run.End..members[i + 1].Start].Trim(" \t\r\n,"u8).IsEmpty)
            {
                run = new(run.Start, members[++i].End);
            }

            edits.ReplaceByRaw(WithComma(json, run), default);
        }
    }

    /// <summary>The name of a member, with its quotes.</summary>
    public static ByteRange Name(ReadOnlySpan<byte> json, ByteRange member) =>
        new(member.Start, member.Start + 2 + json[(member.Start + 1)..].IndexOf((byte)'"')); // Known names have no quote inside, escaped or not.

    /// <summary>Widens a member to the comma that goes with it, so that it can be taken out.</summary>
    public static ByteRange WithComma(ReadOnlySpan<byte> json, ByteRange member)
    {
        var after = member.End + Blank(json[member.End..]);
        if (after < json.Length && json[after] == ',')
        {
            return new(member.Start, after + 1);
        }

        var before = json[..member.Start].TrimEnd(" \t\r\n"u8);
        return before is [.., (byte)','] ? new(before.Length - 1, member.End) : member;
    }

    private static int Blank(ReadOnlySpan<byte> json) => json.Length - json.TrimStart(" \t\r\n"u8).Length;
}
