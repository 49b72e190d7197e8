using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>
/// Whether a client reaches a model without anything that governs it. One that goes to an address of the configuration may well go to the gateway, and one that comes
/// from elsewhere may be governed there: they do not count.
/// </summary>
internal static class RawClients
{
    private const string ChatClient = "Microsoft.Extensions.AI.IChatClient";
    private const int MostSteps = 8;

    public static bool IsRaw(IOperation? client) => IsRaw(client, MostSteps);

    public static bool IsChatClient(ITypeSymbol? type) => TypeNames.Implements(type, ChatClient);

    private static bool IsRaw(IOperation? client, int steps)
    {
        if (steps == 0)
        {
            return false;
        }

        switch (Definitions.Resolve(client))
        {
            case IObjectCreationOperation creation:
                return ModelClients.Of(creation) is { } endpoint
                    ? endpoint.Host is not null
                    : IsChatClient(creation.Type) && !creation.Arguments.Any(a => IsChatClient(a.Value.Type));
            case IInvocationOperation call when call.TargetMethod.Name == "Build" && ChatClientChain.IsBuilder(call.Instance?.Type):
                var chain = ChatClientChain.Of(call);
                return chain.IsWhole && !chain.IsGoverned && IsRaw(chain.Inner, steps - 1);
            case IInvocationOperation call when call.TargetMethod.Name == "AsIChatClient" || (call.TargetMethod.Name.StartsWith("Get", StringComparison.Ordinal) && call.TargetMethod.Name.EndsWith("Client", StringComparison.Ordinal)):
                return IsRaw(Calls.Receiver(call), steps - 1);
            default:
                return false;
        }
    }
}
