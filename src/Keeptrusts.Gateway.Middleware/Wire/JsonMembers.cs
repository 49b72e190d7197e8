namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Members of JSON objects as byte ranges.</summary>
internal static class JsonMembers
{
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
