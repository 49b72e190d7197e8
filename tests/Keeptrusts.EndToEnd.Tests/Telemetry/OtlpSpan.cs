using System.Globalization;

namespace Keeptrusts.EndToEnd.Tests.Telemetry;

/// <summary>A span, as OTLP writes it.</summary>
internal sealed class OtlpSpan(ProtoMessage message)
{
    public const int Server = 2;
    public const int Client = 3;

    private readonly IReadOnlyDictionary<string, string> _attributes = Attributes(message, 9);

    public string Trace => message.Hex(1);

    public string Id => message.Hex(2);

    public string Parent => message.Hex(4);

    public string Name => message.Text(5);

    public int Kind => (int)message.Number(6);

    /// <summary>An attribute as text; <see langword="null"/> where it is absent.</summary>
    public string? this[string name] => _attributes.GetValueOrDefault(name);

    /// <summary>The attributes in a field of a message.</summary>
    public static IReadOnlyDictionary<string, string> Attributes(ProtoMessage message, int field) =>
        message.Below(field).ToDictionary(pair => pair.Text(1), pair => pair.Below(2).Select(Value).FirstOrDefault(""), StringComparer.Ordinal);

    private static string Value(ProtoMessage value) =>
        value.Has(1) ? value.Text(1)
        : value.Has(2) ? (value.Number(2) == 1 ? "true" : "false")
        : value.Has(3) ? value.Number(3).ToString(CultureInfo.InvariantCulture)
        : value.Has(4) ? BitConverter.UInt64BitsToDouble(value.Number(4)).ToString(CultureInfo.InvariantCulture)
        : string.Join(',', value.Below(5).SelectMany(array => array.Below(1)).Select(Value));
}
