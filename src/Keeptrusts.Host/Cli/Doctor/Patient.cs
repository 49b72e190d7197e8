using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Records;
using Endpoint = Keeptrusts.Host.Cli.Connection.Endpoint;

namespace Keeptrusts.Host.Cli.Doctor;

/// <summary>What the checks look at, and what the first of them learn for the others.</summary>
internal sealed class Patient(CliSurroundings around, Endpoint endpoint, ControlClient control, string? model) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(3) }) { Timeout = TimeSpan.FromSeconds(5) };

    public CliSurroundings Around => around;

    public Endpoint Endpoint => endpoint;

    /// <summary>The model that is going to be used, where one was named.</summary>
    public string? Model => model;

    /// <summary>Whether the control plane answers and knows who asks.</summary>
    public bool IsSignedIn { get; set; }

    /// <summary>Whether the control plane answers at all.</summary>
    public bool IsControlUp { get; set; }

    /// <summary>The gateway without <c>/v1</c>, as the control plane names it.</summary>
    public string? Gateway { get; set; }

    /// <summary>The data folder of a <c>kt up</c> here.</summary>
    public string DataFolder => Path.GetFullPath(around.Variable("KEEPTRUSTS_DATA") ?? HostSettings.DefaultData, around.WorkingDirectory);

    /// <summary>Asks the control plane; <see langword="null"/> where it refuses.</summary>
    public async Task<JsonElement?> AskAsync(string path, CancellationToken cancellationToken)
    {
        if ((await control.GetAsync(path, cancellationToken)).Refused(out _, out var answer))
        {
            return null;
        }

        using (answer)
        {
            return answer.RootElement.Clone();
        }
    }

    /// <summary>Any address, with at most one header; <see langword="null"/> where nobody answers.</summary>
    public async Task<HttpResponseMessage?> GetAsync(string url, string? bearer, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.Authorization = bearer is null ? null : new("Bearer", bearer);
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
