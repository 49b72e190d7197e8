using System.Text;
using Keeptrusts.Host.Cli.Connection;

namespace Keeptrusts.Host.Cli.Events;

/// <summary>Reads an export from the control plane line by line.</summary>
internal sealed class ExportReader : IAsyncDisposable
{
    private readonly ControlClient _client;
    private readonly string _query;
    private readonly CancellationToken _cancellationToken;
    private HttpResponseMessage? _response;
    private StreamReader? _reader;

    private ExportReader(ControlClient client, string query, CancellationToken cancellationToken) =>
        (_client, _query, _cancellationToken) = (client, query, cancellationToken);

    public static ExportReader Open(ControlClient client, string query, CancellationToken cancellationToken) => new(client, query, cancellationToken);

    /// <returns>Why there is no export.</returns>
    public async Task<Refusal?> BeginAsync()
    {
        if ((await _client.SendAsync(HttpMethod.Get, $"/v1/events/export?{_query}", null, _cancellationToken)).Refused(out var refusal, out _response))
        {
            return refusal;
        }

        _reader = new(await _response.Content.ReadAsStreamAsync(_cancellationToken), Encoding.UTF8);
        return null;
    }

    /// <returns>The next line; <see langword="null"/> at the end, also where the connection ends it.</returns>
    public async Task<string?> NextAsync()
    {
        try
        {
            return await _reader!.ReadLineAsync(_cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return null; // The last line tells a whole export from a part.
        }
    }

    public ValueTask DisposeAsync()
    {
        _reader?.Dispose();
        _response?.Dispose();
        return ValueTask.CompletedTask;
    }
}
