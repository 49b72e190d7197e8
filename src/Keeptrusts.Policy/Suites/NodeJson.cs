using System.Globalization;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Suites;

/// <summary>A tree as JSON, typed as the tree is. What JSON has no word for (<c>.inf</c>) becomes text.</summary>
internal static class NodeJson
{
    public static JsonNode? Of(DocumentNode node) => node switch
    {
        MapNode map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key, Of(e.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(Of)]),
        ScalarNode scalar => Scalar(scalar),
        _ => null,
    };

    private static JsonValue? Scalar(ScalarNode scalar) => scalar.Kind switch
    {
        ScalarKind.Null => null,
        ScalarKind.Boolean => JsonValue.Create(scalar.Text[0] is 't' or 'T'),
        ScalarKind.Integer or ScalarKind.Number => Number(scalar.Text),
        _ => JsonValue.Create(scalar.Text),
    };

    private static JsonValue Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? JsonValue.Create(exact)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? JsonValue.Create(value)
        : text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'o' ? JsonValue.Create(Unsigned(text))
        : JsonValue.Create(text);

    private static decimal Unsigned(string text)
    {
        var radix = text[1] == 'x' ? 16 : 8;
        var value = 0m;
        foreach (var digit in text.AsSpan(2))
        {
            value = (value * radix) + Convert.ToInt32(digit.ToString(), 16);
        }

        return value;
    }
}
