using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Follows a request and says where its texts come from. A message's role may stand behind its texts, so they learn it at the message's end.</summary>
internal sealed class RequestSources
{
    /// <summary>The message number of texts outside the messages.</summary>
    public const int NoMessage = -1;

    private TextRole _role;
    private int _message;
    private int _firstText;
    private int _inTools;

    /// <summary>Messages that have begun.</summary>
    public int Messages { get; private set; }

    /// <summary>Tool calls in the history.</summary>
    public int ToolCalls { get; private set; }

    public void Reset()
    {
        Messages = ToolCalls = 0;
        _message = NoMessage;
        _inTools = 0;
    }

    public void BeginMessage(int texts) => (_message, _firstText, _role) = (Messages++, texts, TextRole.Unknown);

    public void EndMessage(List<TextSlot> texts)
    {
        foreach (ref var slot in CollectionsMarshal.AsSpan(texts)[_firstText..])
        {
            slot = slot.Source.Role == TextRole.Unknown ? slot with { Source = slot.Source with { Role = _role } } : slot;
        }

        _message = NoMessage;
    }

    /// <summary>A text that is a message of its own: the user's.</summary>
    public TextSource Prompt() => new(TextRole.User, Messages++, TextPart.Content);

    /// <summary>Takes a message's role; the reader stands on it.</summary>
    public void TakeRole(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            _role = reader.ValueTextEquals("user"u8) ? TextRole.User
                : reader.ValueTextEquals("assistant"u8) ? TextRole.Assistant
                : reader.ValueTextEquals("system"u8) || reader.ValueTextEquals("developer"u8) ? TextRole.System
                : reader.ValueTextEquals("tool"u8) || reader.ValueTextEquals("function"u8) ? TextRole.Tool
                : TextRole.Unknown;
        }
    }

    /// <summary>Takes the type of an item, which tells who speaks where no role does; the reader stands on it.</summary>
    public void TakeType(ref Utf8JsonReader reader)
    {
        var type = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        ToolCalls += type.EndsWith("_call"u8) ? 1 : 0;
        if (_role == TextRole.Unknown)
        {
            _role = type.EndsWith("_output"u8) ? TextRole.Tool : type.EndsWith("_call"u8) || reader.ValueTextEquals("reasoning"u8) ? TextRole.Assistant : TextRole.Unknown;
        }
    }

    /// <summary>Takes note of a block that calls a tool.</summary>
    public void CallsTool() => ToolCalls++;

    /// <summary>A value begins.</summary>
    public void Enter(RequestPlace place)
    {
        ToolCalls += place is RequestPlace.FunctionCall or RequestPlace.CustomCall ? 1 : 0; // The first also straight in a message, as the older form has it.
        _inTools += place == RequestPlace.Tools ? 1 : 0;
    }

    /// <summary>A value has ended.</summary>
    public void Leave(RequestPlace place) => _inTools -= place == RequestPlace.Tools ? 1 : 0;

    /// <summary>Where a text of a place comes from.</summary>
    public TextSource Of(RequestPlace place) => _inTools > 0 ? new(TextRole.System, NoMessage, TextPart.ToolDefinition)
        : place is RequestPlace.Instructions or RequestPlace.InstructionsText ? new(TextRole.System, NoMessage, TextPart.Content)
        : new(TextRole.Unknown, _message, Part(place));

    private static TextPart Part(RequestPlace place) => place switch
    {
        RequestPlace.Content or RequestPlace.Part or RequestPlace.PartText or RequestPlace.SourceData => TextPart.Content,
        RequestPlace.Refusal => TextPart.Refusal,
        RequestPlace.Reasoning or RequestPlace.SummaryText or RequestPlace.Thinking => TextPart.Reasoning,
        RequestPlace.ToolName => TextPart.ToolName,
        RequestPlace.Arguments or RequestPlace.ToolInput or RequestPlace.GivenInput => TextPart.ToolArguments,
        _ => TextPart.Other,
    };
}
