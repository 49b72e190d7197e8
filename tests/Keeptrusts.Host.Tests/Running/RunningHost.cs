using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Keeptrusts.Host.Composition;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Tests.Running;

/// <summary>Both planes on real sockets over a temporary data folder, with the credentials of the machine.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly TurnkeyHost _host;
    private readonly TempFolder? _owned;

    private RunningHost(TurnkeyHost host, string data, TempFolder? owned, string machineToken)
    {
        (_host, Data, _owned, MachineToken) = (host, data, owned, machineToken);
        Http = new HttpClient();
    }

    public string Data { get; }

    public string MachineToken { get; }

    public HttpClient Http { get; }

    public string Control => _host.Addresses.Control;

    public string Gateway => _host.Addresses.Gateway;

    public TurnkeyHost Host => _host;

    public static HostSettings Settings(string data, string? policyConfig = null, int listen = 0, int control = 0) => new()
    {
        Listen = new ListenAddress(IPAddress.Loopback, listen),
        Control = new ListenAddress(IPAddress.Loopback, control),
        DataFolder = data,
        PolicyConfig = policyConfig,
    };

    public static HostSurroundings Surroundings(Dictionary<string, string>? environment = null, Action<string>? report = null, TimeProvider? time = null) =>
        new(name => environment?.GetValueOrDefault(name), time ?? TimeProvider.System, report ?? (_ => { }));

    public static async Task<RunningHost> StartAsync(string? data = null, string? policyConfig = null, Dictionary<string, string>? environment = null, TimeProvider? time = null, Func<HostSettings, HostSettings>? with = null)
    {
        var owned = data is null ? new TempFolder() : null;
        var folder = data ?? Path.Combine(owned!.Location, "data");
        var started = await TurnkeyHost.StartAsync((with ?? (s => s))(Settings(folder, policyConfig)), Surroundings(environment, time: time), CancellationToken.None);
        Assert.False(started.Refused(out var refusal, out var host), refusal?.Message);
        using var credentials = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "cli.json")));
        return new RunningHost(host!, folder, owned, credentials.RootElement.GetProperty("token").GetString()!);
    }

    /// <summary>Asks the control plane; without a token, as the machine.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(HttpMethod method, string path, object? body = null, string? token = null, bool anonymous = false)
    {
        using var request = new HttpRequestMessage(method, Control + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = anonymous ? null : new AuthenticationHeaderValue("Bearer", token ?? MachineToken);
        using var response = await Http.SendAsync(request);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    public async Task<JsonElement> CreateTokenAsync(object body)
    {
        var (status, answer) = await AskAsync(HttpMethod.Post, "/v1/tokens", body);
        Assert.True(status == HttpStatusCode.Created, answer.ToString());
        return answer;
    }

    /// <summary>One call to a model.</summary>
    public async Task<HttpResponseMessage> CallAsync(string key, string content = "hello")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Gateway}/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "any", messages = new[] { new { role = "user", content } } }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
        _owned?.Dispose();
    }
}
