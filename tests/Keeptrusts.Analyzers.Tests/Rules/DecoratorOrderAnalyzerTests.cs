using Keeptrusts.Analyzers.Rules;

namespace Keeptrusts.Analyzers.Tests.Rules;

public sealed class DecoratorOrderAnalyzerTests
{
    public static TheoryData<string> Wrong =>
    [
        "_ = given.AsBuilder().{|KT6007:UseDistributedCache|}(cache).UseKeeptrustsPolicy(plan).Build();",
        "_ = given.AsBuilder().{|KT6007:UseOpenTelemetry|}().UseKeeptrustsPolicy(plan).Build();",
        "_ = given.AsBuilder().{|KT6007:UseLogging|}().UseKeeptrustsPolicy(plan).Build();",
        "_ = given.AsBuilder().UseKeeptrustsPolicy(plan).{|KT6007:UseFunctionInvocation|}().Build();",
        "_ = new ChatClientBuilder(given).{|KT6007:UseLogging|}().{|KT6007:UseOpenTelemetry|}().UseKeeptrustsPolicy(plan).{|KT6007:UseFunctionInvocation|}().Build();",
        "services.AddChatClient(given).{|KT6007:UseLogging|}().UseOurs().UseKeeptrustsPolicy(plan);",
        "var builder = new ChatClientBuilder(given); builder.{|KT6007:UseLogging|}(); builder.UseKeeptrustsPolicy(plan); _ = builder.Build();",
        "var builder = given.AsBuilder().{|KT6007:UseLogging|}(); builder.UseKeeptrustsPolicy(plan); builder.{|KT6007:UseFunctionInvocation|}();",
        "services.AddSingleton(s => given.AsBuilder().{|KT6007:UseLogging|}().UseKeeptrustsPolicy(plan).Build());",
    ];

    public static TheoryData<string> Right =>
    [
        "_ = given.AsBuilder().UseKeeptrustsPolicy(plan).UseDistributedCache(cache).UseOpenTelemetry().UseLogging().Build();",
        "_ = given.AsBuilder().UseFunctionInvocation().UseKeeptrustsPolicy(plan).UseLogging().Build();",
        "_ = given.AsBuilder().UseOurs().UseKeeptrustsPolicy(plan).UseOurs().Build();",
        "_ = given.AsBuilder().ConfigureOptions(o => o.Temperature = 0).UseKeeptrustsPolicy(plan).Build();",
        "_ = given.AsBuilder().UseLogging().UseFunctionInvocation().Build();",
        "_ = given.AsBuilder().UseKeeptrustsPolicy(plan).UseFunctionInvocation().UseKeeptrustsPolicy(plan).UseLogging().Build();",
        "var builder = new ChatClientBuilder(given); builder.UseKeeptrustsPolicy(plan); builder.UseLogging(); _ = builder.Build();",
        "var one = given.AsBuilder().UseLogging(); var two = given.AsBuilder().UseKeeptrustsPolicy(plan); _ = one.Build(); _ = two.Build();",
        "services.AddChatClient(given).UseKeeptrustsPolicy(plan).UseLogging(); services.AddLogging();",
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Decorator_OnTheWrongSide_IsReported(string body) => Source.VerifyAsync<DecoratorOrderAnalyzer>(ChatClients.Method(body));

    [Theory]
    [MemberData(nameof(Right))]
    public Task Decorator_OnTheRightSide_IsNotReported(string body) => Source.VerifyAsync<DecoratorOrderAnalyzer>(ChatClients.Method(body));
}
