using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;
using Microsoft.Data.Sqlite;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>A host under a document, with a developer's key in a team and a manager of it.</summary>
internal sealed class EscalationSetting(RunningHost host, TempFolder folder, string key, string manager, string owner) : IAsyncDisposable
{
    public RunningHost Host => host;

    public string Manager => manager;

    /// <summary>A token of whose key it is that calls.</summary>
    public string Owner => owner;

    public static async Task<EscalationSetting> StartAsync(string document)
    {
        var folder = new TempFolder();
        var host = await RunningHost.StartAsync(policyConfig: folder.Write("policy-config.yaml", document));
        await host.AddTeamAsync("search");
        var owner = await host.AddPersonAsync("ann", "search", "manager");
        var manager = await host.AddPersonAsync("mona", "search", "manager");
        var key = await host.CreateTokenAsync(new { name = "laptop", token_type = "gateway", team_id = "search", expires_in = "7d", owner = "ann" });
        return new EscalationSetting(host, folder, key.GetProperty("key").GetString()!, manager, owner);
    }

    public async Task<EscalatedAnswer> CallAsync(string content, bool stream = false, string? with = null, string? user = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{host.Gateway}/v1/chat/completions") { Content = new StringContent(Body(content, stream), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", with ?? key);
        if (user is not null)
        {
            request.Headers.Add("X-User-Id", user);
        }

        using var response = await host.Http.SendAsync(request);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> ResolveAsync(string id, string decision, string? note = null, string? token = null) =>
        host.AskAsync(HttpMethod.Post, $"/v1/escalations/{id}/resolve", new { decision, note }, token ?? manager);

    public async Task<string> WaitForOneAsync()
    {
        for (var round = 0; round < 500; round++)
        {
            var (_, list) = await host.AskAsync(HttpMethod.Get, "/v1/escalations", token: manager);
            if (list.GetProperty("data").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } found)
            {
                return found.GetProperty("id").GetString()!;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException("no escalation came");
    }

    public async Task<long> CountAsync(string sql, string id)
    {
        await using var connection = Connection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@id", id);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task<List<string>> ActionsAsync(string id)
    {
        await using var connection = Connection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT Action FROM admin_audit WHERE ObjectId = @id ORDER BY Action";
        command.Parameters.AddWithValue("@id", id);
        var actions = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            actions.Add(reader.GetString(0));
        }

        return actions;
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Dispose();
    }

    private SqliteConnection Connection() => new($"Data Source={Path.Combine(host.Data, DatabaseAddress.FileName)}");

    private static string Body(string content, bool stream = false) =>
        JsonSerializer.Serialize(new { model = "any", stream, messages = new[] { new { role = "user", content } } });
}
