using Keeptrusts.Analyzers.CodeFixes;
using Keeptrusts.Analyzers.Rules;

namespace Keeptrusts.Analyzers.Tests.Fixes;

public sealed class DecoratorOrderFixTests
{
    public static TheoryData<string, string, int> Fixed => new()
    {
        { "_ = given.AsBuilder().{|KT6007:UseLogging|}().UseKeeptrustsPolicy(plan).Build();", "_ = given.AsBuilder().UseKeeptrustsPolicy(plan).UseLogging().Build();", 1 },
        { "_ = given.AsBuilder().UseKeeptrustsPolicy(plan).{|KT6007:UseFunctionInvocation|}().Build();", "_ = given.AsBuilder().UseFunctionInvocation().UseKeeptrustsPolicy(plan).Build();", 1 },
        {
            """
            _ = new ChatClientBuilder(given)
                .{|KT6007:UseDistributedCache|}(cache)
                .{|KT6007:UseLogging|}()
                .UseKeeptrustsPolicy(plan)
                .{|KT6007:UseFunctionInvocation|}()
                .Build();
            """,
            """
            _ = new ChatClientBuilder(given)
                .UseFunctionInvocation()
                .UseKeeptrustsPolicy(plan)
                .UseDistributedCache(cache)
                .UseLogging()
                .Build();
            """,
            1
        },
        {
            """
            services.AddChatClient(given)
                .{|KT6007:UseLogging|}()
                .UseOurs()
                .UseKeeptrustsPolicy(plan);
            """,
            """
            services.AddChatClient(given)
                .UseOurs()
                .UseKeeptrustsPolicy(plan)
                .UseLogging();
            """,
            1
        },
        {
            "_ = given.AsBuilder().{|KT6007:UseLogging|}().UseKeeptrustsPolicy(plan).Build(); _ = given.AsBuilder().{|KT6007:UseLogging|}().UseKeeptrustsPolicy(plan).Build();",
            "_ = given.AsBuilder().UseKeeptrustsPolicy(plan).UseLogging().Build(); _ = given.AsBuilder().UseKeeptrustsPolicy(plan).UseLogging().Build();",
            2
        },
    };

    public static TheoryData<string> Unfixed =>
    [
        "var builder = new ChatClientBuilder(given); builder.{|KT6007:UseLogging|}(); builder.UseKeeptrustsPolicy(plan); _ = builder.Build();",
    ];

    [Theory]
    [MemberData(nameof(Fixed))]
    public Task Decorators_OfOneChain_ArePutInOrder(string body, string expected, int rounds) =>
        Fix.VerifyAsync<DecoratorOrderAnalyzer, DecoratorOrderFix>(ChatClients.Method(body), ChatClients.Method(expected), rounds);

    [Theory]
    [MemberData(nameof(Unfixed))]
    public Task Decorators_OfSeveralLines_StayReported(string body) =>
        Fix.VerifyAsync<DecoratorOrderAnalyzer, DecoratorOrderFix>(ChatClients.Method(body), ChatClients.Method(body));
}
