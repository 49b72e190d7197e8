using Keeptrusts.Analyzers.CodeFixes;
using Keeptrusts.Analyzers.Rules;

namespace Keeptrusts.Analyzers.Tests.Fixes;

public sealed class UngovernedChatClientFixTests
{
    public static TheoryData<string, string, int> Fixed => new()
    {
        { "_ = new ChatClientBuilder(new LocalModel()).{|KT6006:Build|}();", "_ = new ChatClientBuilder(new LocalModel()).UseKeeptrustsPolicy(plan).Build();", 1 },
        { "_ = new LocalModel().AsBuilder().UseFunctionInvocation().UseLogging().{|KT6006:Build|}();", "_ = new LocalModel().AsBuilder().UseFunctionInvocation().UseKeeptrustsPolicy(plan).UseLogging().Build();", 1 },
        { "services.{|KT6006:AddChatClient|}(new LocalModel());", "services.AddChatClient(new LocalModel()).UseKeeptrustsPolicy(plan);", 1 },
        {
            """
            services.{|KT6006:AddChatClient|}(_ => new LocalModel())
                .UseFunctionInvocation();
            """,
            """
            services.AddChatClient(_ => new LocalModel())
                .UseFunctionInvocation()
                .UseKeeptrustsPolicy(plan);
            """,
            1
        },
        {
            "_ = new LocalModel().AsBuilder().{|KT6006:Build|}(); _ = new LocalModel().AsBuilder().{|KT6006:Build|}();",
            "_ = new LocalModel().AsBuilder().UseKeeptrustsPolicy(plan).Build(); _ = new LocalModel().AsBuilder().UseKeeptrustsPolicy(plan).Build();",
            2
        },
    };

    [Theory]
    [MemberData(nameof(Fixed))]
    public Task Client_WithAPlanInScope_GetsThePolicyInItsPlace(string body, string expected, int rounds) =>
        Fix.VerifyAsync<UngovernedChatClientAnalyzer, UngovernedChatClientFix>(ChatClients.Method(body), ChatClients.Method(expected), rounds);

    [Fact]
    public Task Client_WithoutAPlanInScope_StaysReported()
    {
        var source = ChatClients.Method("_ = new ChatClientBuilder(new LocalModel()).{|KT6006:Build|}();").Replace("PolicyPlan plan,", "", StringComparison.Ordinal);
        return Fix.VerifyAsync<UngovernedChatClientAnalyzer, UngovernedChatClientFix>(source, source);
    }

    [Fact]
    public Task Client_RegisteredPlainly_StaysReported()
    {
        var source = ChatClients.Method("services.{|KT6006:AddSingleton|}<IChatClient>(new LocalModel());");
        return Fix.VerifyAsync<UngovernedChatClientAnalyzer, UngovernedChatClientFix>(source, source);
    }
}
