using System.Net;
using System.Text.RegularExpressions;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Console;

/// <summary>A browser without a screen: keeps cookies, fills forms, follows nothing by itself.</summary>
internal sealed partial class WebSession : IDisposable
{
    public const string Password = "four words are enough";

    private readonly RunningHost _host;
    private readonly HttpClient _http;

    public WebSession(RunningHost host)
    {
        _host = host;
        Handler = new() { CookieContainer = new(), AllowAutoRedirect = false };
        _http = new(Handler) { BaseAddress = new(host.Control) };
    }

    public HttpClientHandler Handler { get; }

    /// <summary>A user signed in by an invitation.</summary>
    public static async Task<WebSession> OfAsync(RunningHost host, string user)
    {
        var web = new WebSession(host);
        var link = (await host.MustAsync(HttpMethod.Post, $"/v1/users/{user}/invite")).Text("link");
        using var done = await web.SetUpAsync(link.Split('#')[1]);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        return web;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<HttpResponseMessage> SetUpAsync(string token, string? name = null, string? password = Password) =>
        await PostAsync("/setup", "setup", new() { ["Form.Token"] = token, ["Form.Step"] = "2", ["Form.Name"] = name, ["Form.Password"] = password });

    public Task<HttpResponseMessage> SignInAsync(string name, string password) => PostAsync("/signin", "signin", new() { ["Form.Name"] = name, ["Form.Password"] = password });

    /// <summary>Sends a form of a page as a browser does.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string handler, Dictionary<string, string?> fields, bool withToken = true)
    {
        var page = await _http.GetStringAsync(new Uri(path, UriKind.Relative));
        var form = fields.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => f.Value!);
        form["_handler"] = handler;
        if (withToken)
        {
            form["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value;
        }

        using var content = new FormUrlEncodedContent(form);
        return await _http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>Asks the API with the session.</summary>
    public async Task<HttpStatusCode> AskAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (method != HttpMethod.Get)
        {
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }

    public void Dispose()
    {
        _http.Dispose();
        Handler.Dispose();
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}
