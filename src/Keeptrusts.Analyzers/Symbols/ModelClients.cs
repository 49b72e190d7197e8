using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>The libraries' clients of model providers, recognised by name.</summary>
internal static class ModelClients
{
    /// <summary>Where a new client sends its calls; <see langword="null"/>: it is no model client.</summary>
    public static ClientEndpoint? Of(IObjectCreationOperation creation) =>
        IsClient(creation.Type) ? EndpointReader.Read(creation, creation.Arguments, creation.Initializer, DefaultHost(creation.Type!)) : null;

    /// <summary>Where a client that a call registers sends its calls; <see langword="null"/>: it registers none.</summary>
    public static ClientEndpoint? Of(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var openAI = method.Name.StartsWith("AddOpenAI", StringComparison.Ordinal);
        if (!(openAI || method.Name.StartsWith("AddAzureOpenAI", StringComparison.Ordinal)) || !IsRegistration(method))
        {
            return null;
        }

        // A client that is handed over was judged where it was made; one from the services is not known.
        return method.Parameters.Any(p => p.Name == "openAIClient" || p.Name == "azureOpenAIClient")
            ? null
            : EndpointReader.Read(call, [.. Calls.Written(call)], null, openAI ? "api.openai.com" : null);
    }

    private static bool IsClient(ITypeSymbol? type) => type is { ContainingAssembly: not null } && type.ContainingAssembly.Name switch
    {
        "OpenAI" => type.Name.EndsWith("Client", StringComparison.Ordinal) && InNamespace(type, "OpenAI"),
        "Azure.AI.OpenAI" => type.Name == "AzureOpenAIClient",
        "Azure.AI.Inference" => type.Name.EndsWith("Client", StringComparison.Ordinal),
        "Anthropic" or "Anthropic.SDK" => type.Name == "AnthropicClient",
        "OllamaSharp" => type.Name == "OllamaApiClient",
        "Microsoft.SemanticKernel.Connectors.OpenAI" or "Microsoft.SemanticKernel.Connectors.AzureOpenAI" =>
            type.Name.EndsWith("Service", StringComparison.Ordinal) && type.Name.Contains("OpenAI"),
        _ => false,
    };

    // Anthropic's own library reads ANTHROPIC_BASE_URL where no address is given; Azure's clients and Ollama's always take one.
    private static string? DefaultHost(ITypeSymbol type) => type.ContainingAssembly.Name switch
    {
        "OpenAI" or "Microsoft.SemanticKernel.Connectors.OpenAI" => "api.openai.com",
        "Anthropic.SDK" => "api.anthropic.com",
        _ => null,
    };

    private static bool IsRegistration(IMethodSymbol method) =>
        method.ContainingAssembly?.Name is { } assembly
        && (assembly.StartsWith("Microsoft.SemanticKernel", StringComparison.Ordinal) || assembly == "Microsoft.Extensions.AI.OpenAI")
        && method.Parameters.Any(p => p.Name == "apiKey" || p.Name == "credentials");

    private static bool InNamespace(ITypeSymbol type, string name)
    {
        var space = TypeNames.NamespaceOf(type);
        return space == name || space.StartsWith(name + ".", StringComparison.Ordinal);
    }
}
