using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Keeptrusts.Analyzers.Tests.Rules;

public sealed class OrdinarySourceTests
{
    private const string Part = """
        namespace Shop.Part#;

        public sealed record Order(Guid Id, string Customer, decimal Total, DateTimeOffset Placed);

        public interface IOrders
        {
            Task<Order?> FindAsync(Guid id, CancellationToken cancellationToken);
        }

        public sealed class Orders(HttpClient http, ILogger<Orders> logger, IConfiguration configuration) : IOrders
        {
            private const string Id = "0f8fad5b-d9cb-469f-a165-70867728950#";
            private static readonly Uri Service = new("https://orders.shop.example/v#/");
            private static readonly string Hash = "sha256-9Qe1mDkRkC3Xc7w1b6hKbcWvG8nqvO4m2q3T1xY5#0=";

            public async Task<Order?> FindAsync(Guid id, CancellationToken cancellationToken)
            {
                http.BaseAddress ??= new Uri(configuration["Orders:Address"] ?? Service.ToString());
                var path = $"orders/{id:N}?expand={string.Join(",", new[] { "customer", "lines" })}";
                using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "x-request-id", Guid.NewGuid().ToString() } } };
                using var response = await http.SendAsync(request, cancellationToken);
                logger.LogInformation("Order {Id} of {Service} is {Status}", id, Service, response.StatusCode);
                Console.WriteLine("found " + id + " " + Id + Hash.Length);
                return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<Order>(cancellationToken) : null;
            }
        }

        public sealed class Assistant(IChatClient client, ILogger<Assistant> logger)
        {
            public async Task<string> AskAsync(string question, CancellationToken cancellationToken)
            {
                var messages = new List<ChatMessage> { new(ChatRole.System, "You help customers of part #."), new(ChatRole.User, question) };
                var response = await client.GetResponseAsync(messages, new ChatOptions { ModelId = "gpt-4o" }, cancellationToken);
                logger.LogInformation("{Model} answered with {Length} characters", response.ModelId, response.Text.Length);
                return response.Text;
            }

            public static IChatClient Create(IServiceProvider services, Uri gateway, string key) =>
                new ChatClientBuilder(new OpenAI.Chat.ChatClient("gpt-4o", new System.ClientModel.ApiKeyCredential(key), new OpenAI.OpenAIClientOptions { Endpoint = gateway }).AsIChatClient())
                    .UseFunctionInvocation()
                    .Build(services);
        }

        public static class Wiring
        {
            public static IServiceCollection AddPart#(this IServiceCollection services, IConfiguration configuration)
            {
                services.AddHttpClient<IOrders, Orders>(c => c.BaseAddress = new Uri(configuration["Orders:Address"]!));
                services.AddChatClient(s => s.GetRequiredService<OpenAI.OpenAIClient>().GetChatClient("gpt-4o").AsIChatClient()).UseFunctionInvocation();
                return services;
            }
        }
        """;

    private const string Namespaces = """
        global using System.Net.Http.Json;
        global using Microsoft.Extensions.AI;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Logging;
        """;

    [Fact]
    public async Task Sources_OfAnOrdinaryProject_HaveNoFinding()
    {
        var sources = Enumerable.Range(0, 100).Select(i => Part.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        var found = await AllAnalyzers.ReportAsync(OutputKind.DynamicallyLinkedLibrary, sources.Append(Namespaces));

        Assert.Empty(found);
    }

    /// <summary>Deep sums and long texts are where a reader of constants could take too long, or overflow the stack.</summary>
    [Fact]
    public async Task Source_WithLongTextsAndSums_IsReadInTime()
    {
        var source = new StringBuilder("class Long { string a = \"");
        source.Insert(source.Length, "kt_sk-AIza0aB1", 100_000).Append("\"; string b(int i) => \"0\"");
        for (var i = 0; i < 3000; i++)
        {
            source.Append(CultureInfo.InvariantCulture, $" + \"part {i}\" + i");
        }

        var started = TimeProvider.System.GetTimestamp();
        var found = await AllAnalyzers.ReportAsync(OutputKind.DynamicallyLinkedLibrary, [source.Append("; }").ToString()]);

        Assert.Empty(found);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }
}
