using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>
/// Reads the address out of what a client is made of: arguments, an options object, an initialiser. Whatever might set or change an address unseen makes it unknown.
/// </summary>
internal static class EndpointReader
{
    private static readonly string[] AddressNames = ["endpoint", "uri", "uristring", "url", "baseurl", "baseuri", "baseaddress", "apiurlformat"];

    // What these hold does not change where calls go.
    private static readonly string[] Harmless =
        ["String", "Boolean", "Int32", "ApiKeyCredential", "AzureKeyCredential", "TokenCredential", "AuthenticationPolicy", "APIAuthentication", "ILoggerFactory", "IServiceCollection", "IKernelBuilder"];

    private static readonly string[] HarmlessSettings =
        ["OrganizationId", "ProjectId", "UserAgentApplicationId", "NetworkTimeout", "RetryPolicy", "ApiKey", "AuthToken", "MaxRetries", "Timeout", "Model", "EnableDistributedTracing", "ClientLoggingOptions"];

    /// <summary>Where the client sends its calls.</summary>
    /// <param name="creation">What makes the client.</param>
    /// <param name="arguments">What it is made of.</param>
    /// <param name="initializer">Properties set at once.</param>
    /// <param name="defaultHost">The host where no address is given; <see langword="null"/>: not known.</param>
    public static ClientEndpoint Read(
        IOperation creation, IReadOnlyList<IArgumentOperation> arguments, IObjectOrCollectionInitializerOperation? initializer, string? defaultHost)
    {
        var known = true;
        IOperation? address = null;
        foreach (var argument in arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && !IsNull(argument.Value))
            {
                Take(argument.Parameter!.Name, argument.Parameter.Type, argument.Value, ref known, ref address);
            }
        }

        TakeSettings(initializer, ref known, ref address);
        return address is not null
            ? new ClientEndpoint(known ? ProviderHosts.Find(KnownText.Of(address)) : null, address.Syntax.GetLocation(), address)
            : new ClientEndpoint(known ? defaultHost : null, creation is IInvocationOperation call ? Calls.Name(call) : creation.Syntax.GetLocation(), null);
    }

    private static void Take(string name, ITypeSymbol type, IOperation value, ref bool known, ref IOperation? address)
    {
        if (TypeNames.Is(type, "System.Uri") || (type.SpecialType == SpecialType.System_String && IsAddress(name)))
        {
            address = value;
        }
        else if (type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name == "Configuration")
        {
            TakeOptions(value, ref known, ref address);
        }
        else if (!Harmless.Contains(type.Name))
        {
            known = false;
        }
    }

    private static void TakeOptions(IOperation value, ref bool known, ref IOperation? address)
    {
        if (Definitions.Resolve(value) is not IObjectCreationOperation options || options.Arguments.Any(a => a.ArgumentKind != ArgumentKind.DefaultValue))
        {
            known = false;
            return;
        }

        TakeSettings(options.Initializer, ref known, ref address);
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        foreach (var mention in value is ILocalReferenceOperation local ? Definitions.Mentions(local.Local, value) : Enumerable.Empty<ILocalReferenceOperation>())
        {
            if (mention.Parent is IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } property && assignment.Target == property)
            {
                TakeSetting(property.Property, assignment.Value, ref known, ref address);
            }
            else if (mention.Syntax.Span != value.Syntax.Span && mention.Parent is not IArgumentOperation { Parent: IObjectCreationOperation })
            {
                // Read, handed on or captured: whoever has it may change it.
                known = false;
            }
        }

        known &= value is ILocalReferenceOperation or IObjectCreationOperation;
    }

    private static void TakeSettings(IObjectOrCollectionInitializerOperation? initializer, ref bool known, ref IOperation? address)
    {
        foreach (var setting in initializer is null ? Enumerable.Empty<IOperation>() : initializer.Initializers)
        {
            if (setting is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment)
            {
                TakeSetting(property.Property, assignment.Value, ref known, ref address);
            }
            else
            {
                known = false;
            }
        }
    }

    private static void TakeSetting(IPropertySymbol property, IOperation value, ref bool known, ref IOperation? address)
    {
        if (IsAddress(property.Name))
        {
            // Set twice, perhaps in two branches: which one holds is not known.
            known &= address is null;
            address = value;
        }
        else if (!HarmlessSettings.Contains(property.Name))
        {
            known = false;
        }
    }

    private static bool IsAddress(string name) => AddressNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsNull(IOperation value) => value.ConstantValue is { HasValue: true, Value: null } || value is IDefaultValueOperation
        || (value is IConversionOperation conversion && IsNull(conversion.Operand));
}
