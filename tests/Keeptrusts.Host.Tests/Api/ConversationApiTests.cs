using System.Net;
using System.Text;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>Conversations belong to their user alone, encrypted, whoever asks.</summary>
public sealed class ConversationApiTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Conversation_OfOneUser_IsNobodyElses()
    {
        var ada = await _host.AddPersonAsync("ada", "default", "developer");
        var bob = await _host.AddPersonAsync("bob", "default", "manager");
        var id = await TalkAsync("ada", "Where is the zebra?", "In the zoo.");

        Assert.Equal(id, (await _host.MustAsync(HttpMethod.Get, "/v1/conversations", token: ada)).GetProperty("data")[0].Text("id"));
        Assert.Equal("In the zoo.", (await _host.MustAsync(HttpMethod.Get, $"/v1/conversations/{id}", token: ada)).GetProperty("turns")[0].GetProperty("answers")[0].Text("text"));
        Assert.Equal(1, (await _host.MustAsync(HttpMethod.Get, "/v1/conversations?q=ZOO", token: ada)).GetProperty("data").GetArrayLength());
        Assert.Equal(0, (await _host.MustAsync(HttpMethod.Get, "/v1/conversations?q=lion", token: ada)).GetProperty("data").GetArrayLength());

        // Neither a manager of the team, nor an administrator, nor the machine.
        foreach (var other in (string?[])[bob, null])
        {
            Assert.Equal(0, (await _host.MustAsync(HttpMethod.Get, "/v1/conversations", token: other)).GetProperty("data").GetArrayLength());
            foreach (var (method, path, body) in ((HttpMethod, string, object?)[])[(HttpMethod.Get, "", null), (HttpMethod.Get, "/export", null), (HttpMethod.Put, "", new { title = "mine" }), (HttpMethod.Delete, "", null)])
            {
                Assert.Equal(HttpStatusCode.NotFound, (await _host.AskAsync(method, $"/v1/conversations/{id}{path}", body, other)).Status);
            }
        }

        Assert.Equal("Zebras", (await _host.MustAsync(HttpMethod.Put, $"/v1/conversations/{id}", new { title = " Zebras " }, ada)).Text("title"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Put, $"/v1/conversations/{id}", new { title = "" }, ada)).Status);
        await _host.MustAsync(HttpMethod.Delete, $"/v1/conversations/{id}", token: ada);
        Assert.Equal(0, (await _host.MustAsync(HttpMethod.Get, "/v1/conversations", token: ada)).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Export_BothFormats_HoldWhatWasSaid()
    {
        var ada = await _host.AddPersonAsync("ada", "default", "developer");
        var id = await TalkAsync("ada", "Where is the zebra?", "In the **zoo**.");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_host.Control}/v1/conversations/{id}/export?format=markdown");
        request.Headers.Authorization = new("Bearer", ada);
        using var response = await _host.Http.SendAsync(request);
        Assert.Equal($"{id}.md", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        var text = await response.Content.ReadAsStringAsync();
        Assert.Contains("Where is the zebra?", text, StringComparison.Ordinal);
        Assert.Contains("In the **zoo**.", text, StringComparison.Ordinal);
        Assert.Equal("Where is the zebra?", (await _host.MustAsync(HttpMethod.Get, $"/v1/conversations/{id}/export?format=json", token: ada)).GetProperty("turns")[0].Text("question"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.AskAsync(HttpMethod.Get, $"/v1/conversations/{id}/export?format=exe", token: ada)).Status);
    }

    [Fact]
    public async Task Database_AfterAConversation_HoldsNothingOfItInClear()
    {
        await _host.AddPersonAsync("ada", "default", "developer");
        await TalkAsync("ada", "Where is the marked-question-7301?", "In the marked-answer-7301.");
        foreach (var file in Directory.GetFiles(_host.Data, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            Assert.DoesNotContain("7301", Encoding.Latin1.GetString(bytes.ToArray()), StringComparison.Ordinal);
        }
    }

    private async Task<string> TalkAsync(string user, string question, string answer)
    {
        var database = await ControlDatabase.OpenAsync(DatabaseAddress.Sqlite(_host.Data), CancellationToken.None);
        await using (database)
        {
            var service = new ConversationService(new ConversationStore(database), TestKeyRing.In(_host.Data), new AuditTrail(TimeProvider.System), TimeProvider.System);
            var caller = new Principal("t", "t", "default", [Roles.Developer]) { UserId = user };
            Assert.False((await service.BeginAsync(caller, "default", question, CancellationToken.None)).Refused(out _, out var begun));
            var turn = new ChatTurn { Number = 1, AskedAt = DateTimeOffset.UtcNow, Question = question, Answers = [new() { Model = "echo", Text = answer }] };
            Assert.True(await service.KeepAsync(caller, begun!.Id, "default", turn, CancellationToken.None));
            return begun.Id;
        }
    }
}
