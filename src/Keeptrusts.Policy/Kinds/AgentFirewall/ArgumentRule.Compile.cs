using System.Globalization;
using System.Text.Json;
using Keeptrusts.Policy.Selectors;
using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.AgentFirewall;

/// <summary>What an argument may be. What cannot be judged breaks the rule.</summary>
internal sealed class ArgumentRule
{
    public required string Tool { get; init; }

    public required JsonPath Path { get; init; }

    public ExactPattern? Pattern { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public IReadOnlyList<string>? Values { get; init; }

    public bool Required { get; init; } = true;

    public Verdict OnViolation { get; init; } = Verdict.Block;

    public bool IsFor(string tool) => Glob.IsMatch(Tool, tool);

    /// <summary>Whether every value at the path fits, and there is one where one is required.</summary>
    public bool Holds(JsonElement arguments)
    {
        var found = false;
        foreach (var value in At(arguments, 0))
        {
            found = true;
            if (!Fits(value))
            {
                return false;
            }
        }

        return found || !Required;
    }

    private IEnumerable<JsonElement> At(JsonElement value, int step)
    {
        if (step == Path.Steps.Count)
        {
            return [value];
        }

        return (Path.Steps[step], value.ValueKind) switch
        {
            ({ Name: { } name }, JsonValueKind.Object) => value.TryGetProperty(name, out var member) ? At(member, step + 1) : [],
            ({ Index: { } index }, JsonValueKind.Array) => index < value.GetArrayLength() ? At(value[index], step + 1) : [],
            ({ Name: null, Index: null }, JsonValueKind.Array) => value.EnumerateArray().SelectMany(item => At(item, step + 1)),
            _ => [],
        };
    }

    private bool Fits(JsonElement value) =>
        (Pattern is null || (value.ValueKind == JsonValueKind.String && Pattern.Accepts(value.GetString())))
        && ((Min is null && Max is null) || InRange(value))
        && (Values is null || Values.Contains(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()));

    private bool InRange(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number
        && decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && (Min is not { } min || number >= min)
        && (Max is not { } max || number <= max);
}
