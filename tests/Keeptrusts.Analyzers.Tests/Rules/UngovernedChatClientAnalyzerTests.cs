using Keeptrusts.Analyzers.Rules;

namespace Keeptrusts.Analyzers.Tests.Rules;

public sealed class UngovernedChatClientAnalyzerTests
{
    private const string OpenAI = """new ChatClient("gpt-4o", "key").AsIChatClient()""";

    public static TheoryData<string> Ungoverned =>
    [
        "_ = new ChatClientBuilder(new LocalModel()).{|KT6006:Build|}();",
        "_ = new LocalModel().AsBuilder().UseFunctionInvocation().{|KT6006:Build|}();",
        $"_ = {OpenAI}.AsBuilder().UseLogging().{{|KT6006:Build|}}();",
        """_ = new OpenAIClient("key").GetChatClient("gpt-4o").AsIChatClient().AsBuilder().{|KT6006:Build|}();""",
        """var client = new OpenAIClient("key"); var chat = client.GetChatClient("gpt-4o"); _ = new ChatClientBuilder(chat.AsIChatClient()).{|KT6006:Build|}();""",
        "var builder = new ChatClientBuilder(new LocalModel()); builder.UseLogging(); _ = builder.{|KT6006:Build|}();",
        "_ = new ChatClientBuilder(new LocalModel()).Build().AsBuilder().{|KT6006:Build|}();",
        "var inner = new ChatClientBuilder(new LocalModel()).Build(); _ = inner.AsBuilder().UseLogging().{|KT6006:Build|}();",
        "services.{|KT6006:AddChatClient|}(new LocalModel());",
        "services.{|KT6006:AddChatClient|}(_ => new LocalModel()).UseFunctionInvocation().UseLogging();",
        """services.{|KT6006:AddKeyedChatClient|}("local", new LocalModel()).UseLogging();""",
        $"services.{{|KT6006:AddChatClient|}}({OpenAI}, ServiceLifetime.Scoped).UseLogging();",
        "services.{|KT6006:AddSingleton|}<IChatClient>(new LocalModel());",
        $"services.{{|KT6006:AddSingleton|}}<IChatClient>(_ => {OpenAI});",
        "services.AddSingleton<IChatClient>(_ => new ChatClientBuilder(new LocalModel()).{|KT6006:Build|}());",
    ];

    public static TheoryData<string> Governed =>
    [
        "services.AddChatClient(_ => new ChatClientBuilder(new LocalModel()).UseLogging().Build()).UseKeeptrustsPolicy(plan);",
        "_ = new ChatClientBuilder(new LocalModel()).UseKeeptrustsPolicy(plan).Build();",
        "_ = new LocalModel().AsBuilder().UseFunctionInvocation().UseKeeptrustsPolicy(plan).UseLogging().Build();",
        "var builder = new ChatClientBuilder(new LocalModel()); builder.UseKeeptrustsPolicy(plan); _ = builder.Build();",
        "var inner = new ChatClientBuilder(new LocalModel()).UseLogging().Build(); _ = inner.AsBuilder().UseKeeptrustsPolicy(plan).Build();",
        "var inner = new ChatClientBuilder(new LocalModel()).UseKeeptrustsPolicy(plan).Build(); _ = inner.AsBuilder().UseLogging().Build();",
        "_ = given.AsBuilder().UseLogging().Build();",
        "_ = new ChatClientBuilder(Govern(new LocalModel())).Build();",
        "_ = new ChatClientBuilder(new LocalModel()).UseOurs().Build();",
        "_ = new ChatClientBuilder(new LocalModel()).Use(inner => Govern(inner)).UseOurs().Build();",
        "_ = new ChatClientBuilder(s => s.GetRequiredService<IChatClient>()).UseLogging().Build();",
        """_ = new ChatClient("gpt-4o", new ApiKeyCredential("key"), new OpenAIClientOptions { Endpoint = address }).AsIChatClient().AsBuilder().Build();""",
        """_ = new ChatClient("gpt-4o", new ApiKeyCredential("key"), new OpenAIClientOptions { Endpoint = new Uri("http://127.0.0.1:41002/v1") }).AsIChatClient().AsBuilder().Build();""",
        "services.AddChatClient(new LocalModel()).UseKeeptrustsPolicy(plan);",
        "var builder = services.AddChatClient(new LocalModel()); builder.UseLogging(); builder.UseKeeptrustsPolicy(plan);",
        "services.AddChatClient(s => s.GetRequiredKeyedService<IChatClient>(\"raw\"));",
        "services.AddSingleton<IChatClient>(given);",
        "services.AddSingleton<IChatClient>(_ => new ChatClientBuilder(new LocalModel()).UseKeeptrustsPolicy(plan).Build());",
        "services.AddSingleton<object>(new LocalModel());",
    ];

    [Theory]
    [MemberData(nameof(Ungoverned))]
    public Task Client_WithoutAPolicy_IsReported(string body) => Source.VerifyAsync<UngovernedChatClientAnalyzer>(ChatClients.Method(body));

    [Theory]
    [MemberData(nameof(Governed))]
    public Task Client_GovernedOrUnknown_IsNotReported(string body) => Source.VerifyAsync<UngovernedChatClientAnalyzer>(ChatClients.Method(body));
}
