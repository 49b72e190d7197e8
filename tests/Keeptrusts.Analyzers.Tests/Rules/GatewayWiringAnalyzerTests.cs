using Keeptrusts.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace Keeptrusts.Analyzers.Tests.Rules;

public sealed class GatewayWiringAnalyzerTests
{
    private const string Start = "var builder = WebApplication.CreateBuilder(args);\n";
    private const string Add = "builder.Services.AddKeeptrustsGateway();\n";
    private const string Build = "var app = builder.Build();\n";
    private const string Map = "app.MapKeeptrustsGateway();\n";
    private const string Run = "app.Run();\n";

    public static TheoryData<string> Wrong =>
    [
        Start + "builder.Services.{|KT6005:AddKeeptrustsGateway|}();" + Build + Run,
        Start + "builder.Services.{|KT6005:AddKeeptrustsGateway|}(o => o.Name = \"x\").Services.AddRouting();" + Build + Run,
        Start + Build + "app.{|KT6005:MapKeeptrustsGateway|}();" + Run,
        Start + Build + "app.MapGroup(\"/ai\").{|KT6005:MapKeeptrustsGateway|}().RequireAuthorization();" + Run,
        Start + Build + Run + "static class Wiring { public static void Use(WebApplication app) => app.{|KT6005:MapKeeptrustsGateway|}(); }",
        Start + Build + "builder.Services.{|KT6005:AddKeeptrustsGateway|}();" + Map + Run,
        Start + Add + Build + "app.{|KT6005:UseAuthorization|}(); app.UseAuthentication();" + Map + Run,
        Start + Add + Build + "app.{|KT6005:UseAuthorization|}().UseAuthentication();" + Map + Run,
        Start + Add + Build + "app.{|KT6005:UseAuthorization|}(); app.UseRouting();" + Map + Run,
        Start + Add + Build + "app.UseRouting(); app.UseEndpoints(e => e.MapKeeptrustsGateway()); app.{|KT6005:UseAuthentication|}(); app.{|KT6005:UseAuthorization|}();" + Run,
    ];

    public static TheoryData<string> Right =>
    [
        Start + Add + Build + Map + Run,
        Start + Add + Build + "app.UseAuthentication(); app.UseAuthorization();" + Map + Run,
        // On a WebApplication, endpoints run last wherever they are mapped.
        Start + Add + Build + Map + "app.UseAuthentication(); app.UseAuthorization();" + Run,
        Start + Add + Build + "app.UseRouting(); app.UseAuthentication(); app.UseAuthorization(); app.UseEndpoints(e => e.MapKeeptrustsGateway());" + Run,
        Start + Add + Build + "app.UseRouting().UseAuthentication().UseAuthorization();" + Map + Run,
        Start + "Wiring.Add(builder.Services);" + Build + Map + Run + "static class Wiring { public static void Add(IServiceCollection s) => s.AddKeeptrustsGateway(); }",
        Start + Build + "app.UseAuthorization(); app.UseAuthentication();" + Run,
        Start + Add + Build + "app.UseAuthentication(); app.UseAuthorization(); app.Map(\"/x\", x => x.UseRouting());" + Map + Run,
        Start + Build + "app.MapGet(\"/\", () => \"hello\");" + Run,
    ];

    public static TheoryData<string> Halves =>
    [
        "static class Wiring { public static void Add(IServiceCollection services) => services.AddKeeptrustsGateway(); }",
        "static class Wiring { public static void Map(IEndpointRouteBuilder routes) => routes.MapKeeptrustsGateway(); }",
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Program_WiredWrong_IsReported(string program) => Source.VerifyProgramAsync<GatewayWiringAnalyzer>(Using + program);

    [Theory]
    [MemberData(nameof(Right))]
    public Task Program_WiredRight_IsNotReported(string program) => Source.VerifyProgramAsync<GatewayWiringAnalyzer>(Using + program);

    [Theory]
    [MemberData(nameof(Halves))]
    public Task Library_WithOneHalf_IsNotReported(string library) => Source.VerifyAsync<GatewayWiringAnalyzer>(Using + library);

    [Fact]
    public Task TestProject_WithOneHalf_IsNotReported() => VerifyAsync(
        Start + Add + Build + Run, test => test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location)));

    [Fact]
    public Task Program_OfALibraryThatKnowsTheGateway_IsNotReported() => VerifyAsync(
        Start + Add + Build + "app.MapOurs();" + Run,
        test =>
        {
            var library = new ProjectState("Ours", LanguageNames.CSharp, "Ours", "cs");
            library.Sources.Add(("Ours.cs", Using + "public static class Ours { public static void MapOurs(this IEndpointRouteBuilder routes) => routes.MapKeeptrustsGateway(); }"));
            library.AdditionalReferences.AddRange(SourceReferences.All);
            test.TestState.AdditionalProjects.Add("Ours", library);
            test.TestState.AdditionalProjectReferences.Add("Ours");
        });

    private const string Using = """
        using Keeptrusts.Gateway.Middleware.Registration;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.DependencyInjection;

        """;

    private static Task VerifyAsync(string program, Action<CSharpAnalyzerTest<GatewayWiringAnalyzer, DefaultVerifier>> change)
    {
        var test = new CSharpAnalyzerTest<GatewayWiringAnalyzer, DefaultVerifier>();
        Source.Prepare(test, Using + program, OutputKind.ConsoleApplication);
        change(test);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
