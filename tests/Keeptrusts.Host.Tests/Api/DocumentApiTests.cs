using System.Net;
using System.Text;
using Keeptrusts.Host.Tests.ControlPlane.Knowledge;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>Documents over the network: each team's own.</summary>
public sealed class DocumentApiTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Document_Uploaded_IsFoundByItsTeamAndDeletedByItsOwner()
    {
        await _host.AddTeamAsync("search");
        var ada = await _host.AddPersonAsync("ada", "default", "developer");
        var bob = await _host.AddPersonAsync("bob", "default", "developer");
        var vic = await _host.AddPersonAsync("vic", "default", "viewer");
        var sam = await _host.AddPersonAsync("sam", "search", "manager");
        var pdf = SampleFiles.Pdf("Refunds are paid within thirty days.");
        var made = await _host.MustAsync(HttpMethod.Post, "/v1/documents", new { name = "../terms.pdf", content = pdf }, ada);
        Assert.Equal(("terms.pdf", "pdf", "default", "ada"), (made.Text("name"), made.Text("format"), made.Text("team_id"), made.Text("uploaded_by")));
        var id = made.Text("id");

        var found = await _host.MustAsync(HttpMethod.Get, "/v1/documents/search?q=What+is+the+refund+window%3F", token: vic);
        Assert.Equal(("Refunds are paid within thirty days.", "page 1"), (found.GetProperty("data")[0].Text("text"), found.GetProperty("data")[0].Text("place")));
        Assert.Equal(1, (await _host.MustAsync(HttpMethod.Get, $"/v1/documents/{id}/passages", token: vic)).GetProperty("data").GetArrayLength());
        Assert.Equal(HttpStatusCode.Conflict, (await _host.AskAsync(HttpMethod.Post, "/v1/documents", new { name = "again.pdf", content = pdf }, bob)).Status);

        // Another team knows nothing of it, and takes nothing into this one.
        Assert.Equal(0, (await _host.MustAsync(HttpMethod.Get, "/v1/documents", token: sam)).GetProperty("data").GetArrayLength());
        Assert.Equal(0, (await _host.MustAsync(HttpMethod.Get, "/v1/documents/search?q=refunds&team=default", token: sam)).GetProperty("data").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Get, $"/v1/documents/{id}", token: sam)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Get, $"/v1/documents/{id}/passages", token: sam)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Delete, $"/v1/documents/{id}", token: sam)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(HttpMethod.Post, "/v1/documents", new { name = "x.txt", content = "x"u8.ToArray(), team_id = "default" }, sam)).Status);

        Assert.Equal(HttpStatusCode.Forbidden, (await _host.AskAsync(HttpMethod.Delete, $"/v1/documents/{id}", token: bob)).Status);
        await _host.MustAsync(HttpMethod.Delete, $"/v1/documents/{id}", token: ada);
        Assert.Equal(0, (await _host.MustAsync(HttpMethod.Get, "/v1/documents/search?q=refunds", token: ada)).GetProperty("data").GetArrayLength());
        var trail = await _host.MustAsync(HttpMethod.Get, "/v1/audit");
        Assert.Contains("document.delete", trail.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_LargerThanUsualBodies_IsTakenUpToItsLimit()
    {
        var text = Encoding.UTF8.GetBytes(string.Join("\n\n", Enumerable.Range(0, 40_000).Select(i => $"Line {i}")));
        var large = new byte[2 * 1024 * 1024];
        Array.Fill(large, (byte)' ');
        text.CopyTo(large, 0);
        var made = await _host.MustAsync(HttpMethod.Post, "/v1/documents", new { name = "large.txt", content = large });
        Assert.Equal("txt", made.Text("format"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _host.AskAsync(HttpMethod.Post, "/v1/documents", new { name = "huge.txt", content = new byte[11 * 1024 * 1024] })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Post, "/v1/documents", new { name = "a.exe", content = "x"u8.ToArray() })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Post, "/v1/documents", new { })).Status);
    }
}
