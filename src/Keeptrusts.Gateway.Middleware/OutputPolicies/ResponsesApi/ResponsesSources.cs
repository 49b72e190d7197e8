using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>What the texts of a response are for.</summary>
internal static class ResponsesSources
{
    public static TextSource Of(ResponsesKey key) => new(TextRole.Assistant, key.Output, Part(key.Path));

    private static TextPart Part(string path) => path switch
    {
        ResponsesKey.ContentText => TextPart.Content,
        ResponsesKey.Refusal => TextPart.Refusal,
        ResponsesKey.Summary or ResponsesKey.BlockThinking => TextPart.Reasoning,
        ResponsesKey.Arguments or ResponsesKey.ToolInput or ResponsesKey.Code or ResponsesKey.BlockInput => TextPart.ToolArguments,
        ResponsesKey.ToolName or ResponsesKey.BlockName => TextPart.ToolName,
        _ => TextPart.Other,
    };
}
