using System.Net;
using System.Text.Json;

namespace Keeptrusts.Host.Tests.Running;

/// <summary>People with control tokens of their own, as an administrator makes them.</summary>
internal static class Staff
{
    public static async Task AddTeamAsync(this RunningHost host, string team) =>
        await host.MustAsync(HttpMethod.Post, "/v1/teams", new { id = team });

    /// <summary>A user in a team with a control token of that role.</summary>
    /// <returns>The token's key.</returns>
    public static async Task<string> AddPersonAsync(this RunningHost host, string user, string team, string role)
    {
        await host.MustAsync(HttpMethod.Post, "/v1/users", new { id = user });
        await host.MustAsync(HttpMethod.Put, $"/v1/teams/{team}/members/{user}", new { role });
        return await host.AddControlTokenAsync(user, team, role);
    }

    public static async Task<string> AddControlTokenAsync(this RunningHost host, string? user, string? team, params string[] roles)
    {
        var made = await host.CreateTokenAsync(new { name = $"{user}-{string.Join('-', roles)}-{team}", token_type = "control", team_id = team, owner = user, roles });
        return made.GetProperty("key").GetString()!;
    }

    /// <summary>Asks, and fails the test where the answer is no.</summary>
    public static async Task<JsonElement> MustAsync(this RunningHost host, HttpMethod method, string path, object? body = null, string? token = null)
    {
        var (status, answer) = await host.AskAsync(method, path, body, token);
        Assert.True(status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices, $"{method} {path}: {(int)status} {answer}");
        return answer;
    }

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
