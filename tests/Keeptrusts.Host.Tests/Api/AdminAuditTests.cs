using System.Text.Json;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>Every change leaves an entry that says who, what, before and after.</summary>
public sealed class AdminAuditTests
{
    [Fact]
    public async Task Changes_OfPeopleTeamsAndKeys_EachLeaveAnEntry()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Location, "data");
        await using (var host = await RunningHost.StartAsync(data))
        {
            await host.AddTeamAsync("search");
            await host.MustAsync(HttpMethod.Put, "/v1/teams/search", new { name = "Search" });
            var ada = await host.AddPersonAsync("ada", "search", "developer");
            await host.MustAsync(HttpMethod.Put, "/v1/users/ada", new { email = "ada@example.com" });
            await host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "mine" }, ada);
            await host.MustAsync(HttpMethod.Post, "/v1/tokens/mine/rotate", new { }, ada);
            var asked = await host.MustAsync(HttpMethod.Post, "/v1/tokens", new { name = "big", budget = 1000 }, ada);
            await host.MustAsync(HttpMethod.Post, $"/v1/approvals/{asked.Text("id")}/approve", new { });
            await host.MustAsync(HttpMethod.Post, $"/v1/approvals/{asked.Text("id")}/token", token: ada);
            await host.MustAsync(HttpMethod.Post, "/v1/tokens/big/revoke", token: ada);
            await host.MustAsync(HttpMethod.Post, "/v1/users/ada/deactivate");
            await host.MustAsync(HttpMethod.Post, "/v1/users/ada/reactivate");
            await host.MustAsync(HttpMethod.Delete, "/v1/teams/search/members/ada");
            await host.AddTeamAsync("brief");
            await host.MustAsync(HttpMethod.Delete, "/v1/teams/brief");
        }

        await using var database = await ControlDatabase.OpenAsync(DatabaseAddress.Sqlite(data), CancellationToken.None);
        await using var db = database.CreateDbContext();
        Assert.Equal("host", (await db.Audit.SingleAsync(a => a.Action == "user.bootstrap")).Actor); // the link that the start prints
        var entries = await db.Audit.Where(a => !a.Action.StartsWith("configuration.") && a.Action != "user.bootstrap").OrderBy(a => a.Sequence).ToListAsync();
        Assert.Equal(
            [
                "team.create", "team.change", "user.create", "member.add", "token.create", "user.change", "token.create", "token.rotate", "token.create", "approval.create",
                "approval.approve", "token.create", "token.revoke", "user.deactivate", "token.revoke", "token.revoke", "token.revoke", "user.reactivate", "member.remove", "team.create", "team.remove",
            ],
            entries.Select(e => e.Action));
        Assert.All(entries, entry =>
        {
            Assert.Equal(IsMaking(entry.Action), entry.Before is null);
            Assert.Equal(entry.Action is "member.remove" or "team.remove", entry.After is null);
        });
        var renamed = entries.Single(e => e.Action == "team.change");
        Assert.Equal(("search", "Search", "machine"), (Name(renamed.Before!), Name(renamed.After!), renamed.Actor));
    }

    private static bool IsMaking(string action) => action.EndsWith(".create", StringComparison.Ordinal) || action == "member.add";

    private static string Name(string json) => JsonElement.Parse(json).Text("name");
}
