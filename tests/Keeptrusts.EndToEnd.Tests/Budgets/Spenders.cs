using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Processes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Budgets;

/// <summary>Callers of one team who spend until nothing is left: streaming or not, some hang up, some get a failing provider.</summary>
internal sealed class Spenders : IDisposable
{
    private const int RefusalsThatEnd = 6;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(60) };
    private int _served;
    private int _refused;
    private int _calls;

    public int Served => _served;

    public int Refused => _refused;

    /// <summary>How many calls were made so far.</summary>
    public int Calls => _calls;

    /// <summary>Queues provider failures among the good answers.</summary>
    public static void Trouble(MockUpstream upstream)
    {
        var good = new ChatReply { CompletionTokens = 250, Text = new string('x', 600), Cuts = [60] };
        upstream.Reply = good;
        for (var i = 0; i < 400; i++)
        {
            upstream.Enqueue((i % 10) switch
            {
                3 => HttpReply.Error(500, "The server had an error.", "server_error"),
                6 => good with { Ending = ReplyEnding.Abort, EndAfterEvents = 4 },
                8 => good with { EventDelay = TimeSpan.FromMilliseconds(5) },
                _ => good,
            });
        }
    }

    public Task SpendAsync(GatewayProcess host, string key, int callers) => Task.WhenAll(Enumerable.Range(0, callers).Select(i => SpendAsync(host, key, new Random(i))));

    public void Dispose() => _http.Dispose();

    private async Task SpendAsync(GatewayProcess host, string key, Random random)
    {
        for (var refused = 0; refused < RefusalsThatEnd;)
        {
            Interlocked.Increment(ref _calls);
            using var hangUp = new CancellationTokenSource();
            try
            {
                using var response = await AskAsync(host, key, random.Next(2) == 0, hangUp.Token);
                if (response.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    refused++;
                    Interlocked.Increment(ref _refused);
                    await Task.Delay(random.Next(50, 200));
                    continue;
                }

                if (random.Next(8) == 0)
                {
                    continue; // Reads nothing, hangs up.
                }

                await response.Content.ReadAsStringAsync(hangUp.Token);
                Interlocked.Increment(ref _served);
            }
            catch (HttpRequestException exception) when (exception.InnerException is System.Net.Sockets.SocketException || exception.HttpRequestError == HttpRequestError.ConnectionError)
            {
                return; // The gateway is gone.
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // A cut answer.
            }
        }
    }

    private Task<HttpResponseMessage> AskAsync(GatewayProcess host, string key, bool stream, CancellationToken hangUp)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, "/v1/chat/completions"))
        {
            Content = new StringContent(Requests.Chat(stream: stream, change: body => body["max_tokens"] = 300), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, hangUp);
    }
}
