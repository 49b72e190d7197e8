using System.Net;
using Keeptrusts.Host.Console.Access;
using Keeptrusts.Host.Tests.Running;
using Microsoft.AspNetCore.Components;

namespace Keeptrusts.Host.Tests.Console;

/// <summary>Walks every page that the console has with every role, over the network.</summary>
public sealed class PageRoleTests : IAsyncLifetime
{
    /// <summary>Who sees what, written down apart from the code: each page with the least role that it takes. A new page belongs here, after somebody thought about it.</summary>
    private static readonly Dictionary<string, string> Least = new()
    {
        ["/"] = "viewer",
        ["/events"] = "viewer",
        ["/events/{reference}"] = "viewer",
        ["/keys"] = "viewer",
        ["/chat"] = "developer",
        ["/templates"] = "viewer",
        ["/templates/{Name}"] = "viewer",
        ["/configurations"] = "viewer",
        ["/configurations/{Name}"] = "viewer",
        ["/configurations/{Name}/versions"] = "viewer",
        ["/gateways"] = "viewer",
        ["/gateways/{Id}"] = "viewer",
        ["/escalations"] = "viewer",
        ["/escalations/{id}"] = "viewer",
        ["/approvals"] = "viewer",
        ["/teams"] = "viewer",
        ["/teams/{id}"] = "viewer",
        ["/budgets"] = "viewer",
        ["/audit"] = "admin",
        ["/velocity"] = "viewer",
        ["/usage"] = "viewer",
        ["/signin"] = "anybody",
        ["/setup"] = "anybody",
        ["/not-found"] = "anybody",
    };

    private static readonly string[] Ranks = ["anybody", "nobody", "viewer", "developer", "manager", "admin"];

    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public void Pages_OfTheAssembly_AreThoseOfBothTables()
    {
        var routed = typeof(ConsolePages).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>().Select(r => (t, r.Template))).ToList();
        Assert.Equal(Least.Keys.Order(), routed.Select(r => r.Template).Order());
        Assert.All(routed, r => Assert.NotNull(ConsolePages.Of(r.t)));
        Assert.Equal(Least.Keys.Order(), ConsolePages.All.Select(p => p.Path).Order());
        var letters = ConsolePages.All.Where(p => p.Key is not null).Select(p => p.Key).ToList();
        Assert.Equal(letters.Distinct(), letters);
    }

    [Fact]
    public async Task Page_EachRole_IsShownOrRefusedAsTheTableSays()
    {
        var wrong = new List<string>();
        foreach (var role in (string[])["anybody", "nobody", "viewer", "developer", "manager", "admin"])
        {
            using var web = await SignedInAsync(role);
            foreach (var (path, least) in Least)
            {
                using var response = await web.GetAsync(path.Replace("{", "no-", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
                var allowed = Array.IndexOf(Ranks, role) >= Array.IndexOf(Ranks, least);
                var expected = allowed ? HttpStatusCode.OK : role == "anybody" ? HttpStatusCode.Redirect : HttpStatusCode.Forbidden;
                if (response.StatusCode != expected)
                {
                    wrong.Add($"{role}: {path} gave {(int)response.StatusCode}");
                }

                Assert.Contains("frame-ancestors 'none'", string.Join(' ', response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
                Assert.DoesNotContain("<script>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        Assert.Empty(wrong);
    }

    private async Task<WebSession> SignedInAsync(string role)
    {
        if (role == "anybody")
        {
            return new(_host);
        }

        await _host.MustAsync(HttpMethod.Post, "/v1/users", new { id = $"u-{role}", is_admin = role == "admin" });
        if (role is not ("admin" or "nobody"))
        {
            await _host.MustAsync(HttpMethod.Put, $"/v1/teams/default/members/u-{role}", new { role });
        }

        return await WebSession.OfAsync(_host, $"u-{role}");
    }
}
