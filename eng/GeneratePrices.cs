// Writes src/Keeptrusts.Policy/Pricing/prices.txt from the price facts of pydantic/genai-prices (MIT): its file data_slim.json.
//
//   dotnet run eng/GeneratePrices.cs -- PATH-TO-DATA_SLIM.JSON COMMIT DATE > src/Keeptrusts.Policy/Pricing/prices.txt
//
// Form, one fact a line, fields separated by tabs:
//   @ provider, then the model names it is known by
//   model names, input, output, cache read, cache write (US dollars per million tokens; "-" = none), fee per request, tiers
// A name is "=" exact, "^" start, "$" end, "*" part, each followed by text in which "#" stands for a digit; "|" separates names.
// A tier is "above>input/output/cache read/cache write".
#:property PublishAot=false
using System.Globalization;
using System.Text.Json;

if (args.Length != 3)
{
    Console.Error.WriteLine("usage: dotnet run eng/GeneratePrices.cs -- PATH-TO-DATA_SLIM.JSON COMMIT DATE");
    return 2;
}

// The few patterns of the source, written out. An unknown one stops the run: it must be looked at.
var patterns = new Dictionary<string, string[]>
{
    ["^o[134]"] = ["^o1", "^o3", "^o4"],
    ["(?:mi|code|dev|magi|mini)stral"] = ["*mistral", "*codestral", "*devstral", "*magistral", "*ministral"],
    [@"^gemini-3\.5-flash-\d"] = ["^gemini-3.5-flash-#"],
    [@"^google/gemini-3\.5-flash-\d{8}$"] = ["=google/gemini-3.5-flash-########"],
    [@"^x-ai/grok-4\.3-\d{8}$"] = ["=x-ai/grok-4.3-########"],
    [@"^grok-4\.3-\d{8}$"] = ["=grok-4.3-########"],
    [@"^grok-4\.5-\d{8}$"] = ["=grok-4.5-########"],
    [@"^x-ai/grok-4\.5-\d{8}$"] = ["=x-ai/grok-4.5-########"],
};

using var data = JsonDocument.Parse(File.ReadAllBytes(args[0]));
Console.Out.NewLine = "\n";
Console.WriteLine($"# Model prices. Facts: pydantic/genai-prices (MIT), commit {args[1]}, {args[2]}. Written by eng/GeneratePrices.cs; do not edit.");
foreach (var provider in data.RootElement.EnumerateArray())
{
    var known = provider.TryGetProperty("model_match", out var match) ? string.Join('|', Names(match)) : "";
    Console.WriteLine($"@\t{provider.GetProperty("id").GetString()}\t{known}");
    foreach (var model in provider.GetProperty("models").EnumerateArray())
    {
        var prices = Current(model.GetProperty("prices"));
        var input = Base(prices, "input_mtok");
        if (input is null)
        {
            continue;
        }

        var fee = prices.TryGetProperty("requests_kcount", out var kilo) ? kilo.GetDecimal() / 1000 : 0;
        Console.WriteLine(string.Join('\t',
            string.Join('|', Names(model.GetProperty("match"))),
            Write(input),
            Write(Base(prices, "output_mtok") ?? 0),
            Write(Base(prices, "cache_read_mtok")),
            Write(Base(prices, "cache_write_mtok")),
            Write(fee),
            Tiers(prices)).TrimEnd('\t'));
    }
}

return 0;

// Of prices by date the last counts, since the table has no clock; of prices by time of day the dearest, since budgets need an upper bound.
static JsonElement Current(JsonElement prices)
{
    if (prices.ValueKind == JsonValueKind.Object)
    {
        return prices;
    }

    var all = prices.EnumerateArray().ToList();
    return all.Any(p => p.TryGetProperty("constraint", out var c) && c.TryGetProperty("start_time", out _))
        ? all.Select(p => p.GetProperty("prices")).MaxBy(p => Base(p, "output_mtok"))
        : all[^1].GetProperty("prices");
}

static decimal? Base(JsonElement prices, string name) =>
    !prices.TryGetProperty(name, out var price) ? null
    : price.ValueKind == JsonValueKind.Object ? price.GetProperty("base").GetDecimal()
    : price.GetDecimal();

static string Tiers(JsonElement prices)
{
    string[] names = ["input_mtok", "output_mtok", "cache_read_mtok", "cache_write_mtok"];
    var starts = names
        .Where(n => prices.TryGetProperty(n, out var p) && p.ValueKind == JsonValueKind.Object)
        .SelectMany(n => prices.GetProperty(n).GetProperty("tiers").EnumerateArray().Select(t => t.GetProperty("start").GetInt64()))
        .Distinct().Order();
    return string.Join(';', starts.Select(start => start + ">" + string.Join('/', names.Select(n => Write(At(prices, n, start))))));
}

static decimal? At(JsonElement prices, string name, long start)
{
    var price = Base(prices, name);
    if (prices.TryGetProperty(name, out var tiered) && tiered.ValueKind == JsonValueKind.Object)
    {
        foreach (var tier in tiered.GetProperty("tiers").EnumerateArray())
        {
            price = tier.GetProperty("start").GetInt64() <= start ? tier.GetProperty("price").GetDecimal() : price;
        }
    }

    return price;
}

static string Write(decimal? price) => price?.ToString("0.############", CultureInfo.InvariantCulture) ?? "-";

IEnumerable<string> Names(JsonElement match)
{
    var clause = match.EnumerateObject().Single();
    return clause.Name switch
    {
        "or" => clause.Value.EnumerateArray().SelectMany(Names),
        "equals" => ["=" + clause.Value.GetString()],
        "starts_with" => ["^" + clause.Value.GetString()],
        "ends_with" => ["$" + clause.Value.GetString()],
        "contains" => ["*" + clause.Value.GetString()],
        "regex" => patterns[clause.Value.GetString()!],
        _ => throw new InvalidOperationException($"unknown clause {clause.Name}"),
    };
}
