// Judges a text by the policy-config.yaml beside the program, or writes the kind's schema file:
//   dotnet run -- "draft a refund for PAY-17"
//   dotnet run -- schema > ticket-required.schema.json
using Keeptrusts.Policy;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Verdicts;
using CustomKind;

var kind = new TicketRequiredKind();
if (args is ["schema"])
{
    Console.Write(kind.JsonSchema());
    return 0;
}

var folder = AppContext.BaseDirectory;
var loaded = PolicyEngine.Load(
    File.ReadAllText(Path.Combine(folder, "policy-config.yaml")),
    new PolicyOptions { Kinds = [kind], ReadFile = PolicyOptions.FilesOf(folder) });
foreach (var problem in loaded.Diagnostics)
{
    Console.Error.WriteLine($"({problem.Span.Line},{problem.Span.Column}): {problem.Code}: {problem.Message}");
}

if (loaded.Plan is null)
{
    return 2;
}

var context = new PolicyContext();
var scope = loaded.Plan.Scope(context, TimeProvider.System.GetUtcNow());
using var evaluation = scope.Begin(PolicyPhase.Input, new PolicyCall(context));
var text = string.Join(' ', args);
text = evaluation.Rewrite(text) ?? text;
var outcome = await evaluation.CompleteAsync();
Console.WriteLine($"{outcome.Verdict}: {outcome.ReasonCode}");
Console.WriteLine(outcome.Decider?.Message ?? text);
return outcome.Verdict == Verdict.Block ? 1 : 0;
