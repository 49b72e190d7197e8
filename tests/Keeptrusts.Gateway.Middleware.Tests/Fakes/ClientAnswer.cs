using System.Text;
using System.Text.Json.Nodes;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>What a client got: status, headers, body, and whether the body came to its proper end.</summary>
internal sealed record ClientAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body, bool WasCut)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public JsonNode Error => Json["error"]!;

    /// <summary>The data of the events, comments left out.</summary>
    public IReadOnlyList<string> Events => [.. Body.Split("\n\n").Where(part => part.StartsWith("data: ", StringComparison.Ordinal)).Select(Data)];

    public JsonNode LastError => JsonNode.Parse(Events[^1])!["error"]!;

    public string Said => string.Concat(Events.Where(text => text.StartsWith('{')).SelectMany(text => JsonNode.Parse(text)!["choices"]?.AsArray() ?? []).Select(choice => choice!["delta"]?["content"]?.GetValue<string>()));

    public string? this[string header] => Headers.GetValueOrDefault(header);

    public static async Task<ClientAnswer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value));
        var body = new MemoryStream();
        var cut = false;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
            {
                body.Write(buffer, 0, count);
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            cut = true;
        }

        return new((int)response.StatusCode, headers, Encoding.UTF8.GetString(body.ToArray()), cut);
    }

    private static string Data(string part) =>
        string.Join('\n', part.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..]));
}
