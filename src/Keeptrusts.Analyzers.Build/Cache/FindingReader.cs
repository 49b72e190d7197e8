using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Analyzers.Build.Cache;

/// <summary>Reads what <see cref="FindingWriter"/> wrote.</summary>
internal static class FindingReader
{
    public static Diagnostic Read(BinaryReader reader) =>
        new(reader.ReadString(), (DiagnosticSeverity)reader.ReadByte(), reader.ReadString(), Span(reader), reader.ReadString(), Optional(reader))
        {
            Related = List(reader, () => new RelatedPlace(reader.ReadString(), Span(reader), reader.ReadString())),
            Witness = reader.ReadBoolean() ? Witness(reader) : null,
            Fix = reader.ReadBoolean() ? new DiagnosticFix(reader.ReadString(), List(reader, () => new TextEdit(Span(reader), reader.ReadString()))) : null,
        };

    public static List<T> List<T>(BinaryReader reader, Func<T> read)
    {
        var list = new List<T>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            list.Add(read());
        }

        return list;
    }

    private static Witness Witness(BinaryReader reader) => new()
    {
        Team = Optional(reader),
        Key = Optional(reader),
        User = Optional(reader),
        Model = Optional(reader),
        Provider = Optional(reader),
        Environment = Optional(reader),
        Subject = Optional(reader),
    };

    private static SourceSpan Span(BinaryReader reader) => new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());

    private static string? Optional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
