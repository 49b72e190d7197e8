using System.Buffers;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>A chat request becomes a messages request (https://docs.anthropic.com/en/api/messages), or is refused where it asks for what that cannot say.</summary>
internal static class ChatToMessages
{
    /// <summary>The output limit where neither caller nor budget set one: the API wants one, and every model allows this.</summary>
    public const int DefaultOutputLimit = 4096;

    /// <summary>The limit that the translation sets; <see langword="null"/> where the caller did, or where nothing is translated.</summary>
    /// <param name="target">The target.</param>
    /// <param name="request">The caller's request.</param>
    public static int? LimitOf(TargetPlan target, ModelRequest request) =>
        target.Dialect == "anthropic" && request is { Surface.Kind: SurfaceKind.Chat, OutputLimit: null } ? DefaultOutputLimit : null;

    /// <param name="body">The chat request, checked and ready to leave.</param>
    public static Step<byte[]> Translate(ReadOnlyMemory<byte> body)
    {
        using var document = AnthropicJson.Parse(body) ?? throw new InvalidOperationException("A request that was read is no JSON object.");
        var root = document.RootElement;
        var output = new ArrayBufferWriter<byte>(body.Length + 256);
        Refusal? refusal = ChatMembers.Unsupported(root);
        AnthropicJson.Write(output, json =>
        {
            json.Copy(root, "model");
            json.WriteNumber("max_tokens", root.Number("max_completion_tokens") ?? root.Number("max_tokens") ?? DefaultOutputLimit);
            refusal ??= ChatTurns.Write(json, root.GetProperty("messages"));
            refusal ??= ChatTools.Write(json, root);
            refusal ??= ChatMembers.Write(json, root);
        });
        return refusal is null ? output.WrittenSpan.ToArray() : refusal;
    }
}
