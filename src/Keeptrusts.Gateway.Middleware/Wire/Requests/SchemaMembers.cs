using System.Collections.Frozen;
using System.Text;

namespace Keeptrusts.Gateway.Middleware.Wire.Requests;

/// <summary>
/// Member names of the requests in OpenAI's schema (openai/openai-openapi, 2026-08-21), and of the JSON Schemas in tools. Any other name was chosen
/// by the caller and is text that policies read.
/// </summary>
internal static class SchemaMembers
{
    private static readonly FrozenSet<ulong> Known = """
        model models best_of messages stream stream_options include_usage include_obfuscation n max_tokens max_completion_tokens store user role content name
        tool_calls tool_call_id function_call function functions arguments id type text image_url url detail input_audio data format file file_id
        file_data filename refusal audio voice temperature top_p top_k min_p frequency_penalty presence_penalty repetition_penalty logit_bias
        logprobs top_logprobs seed stop tools tool_choice parallel_tool_calls response_format json_schema schema strict description parameters
        properties required items enum additionalProperties anyOf oneOf allOf not $ref $defs $schema definitions default const title minimum
        maximum minLength maxLength pattern minItems maxItems service_tier reasoning_effort verbosity modalities metadata prediction
        prompt_cache_key prompt_cache_retention safety_identifier web_search_options search_context_size user_location approximate country region
        city timezone custom grammar definition syntax input mode allowed_tools extra_body reasoning effort summary thinking cache_control
        keep_alive options chat_template_kwargs guided_json index
        """
        .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(name => MemberNames.Hash(Encoding.UTF8.GetBytes(name)))
        .ToFrozenSet();

    public static bool IsKnown(ulong nameHash) => Known.Contains(nameHash);
}
